"""Searches the network from the console's page, as an administrator does, and prints the page once the search is over:

    search_page.py ADDRESS USER PASSWORD
"""

import http.cookiejar
import re
import sys
import time
import urllib.parse
import urllib.request

address, user, password = sys.argv[1:4]
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
browser.addheaders = [("Accept-Language", "en")]


def ask(path, form=None):
    body = urllib.parse.urlencode(form).encode() if form is not None else None
    with browser.open(address + path, body, timeout=60) as reply:
        return reply.read().decode()


ask("/login", {"name": user, "password": password})
page = ask("/network")
token = re.search(r'name="_token" value="([^"]+)"', page).group(1)
print("ready", flush=True)
ask("/network/search", {"_token": token, "interface": "lan0"})
end = time.monotonic() + 90
while time.monotonic() < end:
    page = ask("/network")
    # A page asks itself anew as long as the search goes on.
    if 'http-equiv="refresh"' not in page and "port 4370" in page:
        break
    time.sleep(0.5)
print(page)
