"""Asks a running console for its pages, again and again with other filters, and prints how long they took.

    pages.py ADDRESS USER PASSWORD REQUESTS

One keep-alive connection, one request after the other: what one person feels. The floor is a small file from the
binary over the same connection, so that what the network and HTTP cost is seen apart.
"""

import datetime
import http.client
import json
import random
import re
import sys
import time
import urllib.parse

address, user, password, requests = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
host = urllib.parse.urlparse(address).netloc
connection = http.client.HTTPConnection(host, timeout=60)
chance = random.Random(7)
cookie = ""


def ask(path, body=None):
    headers = {"Cookie": cookie}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("POST" if body is not None else "GET", path, body, headers)
    reply = connection.getresponse()
    return reply, reply.read().decode(errors="replace")


reply, _ = ask("/login", urllib.parse.urlencode({"name": user, "password": password}))
assert reply.status == 303, reply.status
cookie = reply.getheader("Set-Cookie").split(";")[0]
_, names = ask("/punches/devices")
devices = [device["value"] for device in json.loads(names)]
today = datetime.date.today()


def day():
    return today - datetime.timedelta(days=chance.randrange(720))


def span():
    first = day()
    return f"from={first}&to={min(today, first + datetime.timedelta(days=chance.randrange(90)))}"


def hour():
    """What a bar of a day's hours leads to."""
    date = day()
    return f"/punches?size=50&from={date}&to={date}&hour={date}T01%3A00%3A00Z"


def code():
    return 10000 + chance.randrange(5000)


def deep():
    """A page some way behind the first, by its own link."""
    _, text = ask(f"/punches?{span()}&size=50")
    found = re.search(r'href="([^"]+)" rel="next"', text)
    return found.group(1).replace("&amp;", "&").replace("&#x3D;", "=").replace("&#x3d;", "=") if found else "/punches"


pages = {
    "floor: a file": lambda: "/assets/icon.svg",
    "home": lambda: "/home",
    "devices": lambda: "/devices",
    "devices, searched": lambda: f"/devices?q={chance.randrange(1000)}",
    "punches, newest": lambda: "/punches?size=50",
    "punches, three months": lambda: f"/punches?size=50&{span()}",
    "punches, next page": deep,
    "punches, jump to a date": lambda: f"/punches?size=50&{span()}&at={day()}",
    "punches, oldest first": lambda: f"/punches?size=50&order=oldest&{span()}",
    "punches by code": lambda: f"/punches?size=50&order=code&{span()}",
    "punches by device": lambda: f"/punches?size=50&order=device&{span()}",
    "punches of a code": lambda: f"/punches?size=50&code={code()}&{span()}",
    "punches of a name": lambda: "/punches?size=50&person=" + urllib.parse.quote(f"{chance.randrange(1000, 5000)}"),
    "punches of a device": lambda: f"/punches?size=50&device={chance.choice(devices)}&{span()}",
    "punches of an hour": hour,
    "punches parked": lambda: f"/punches?size=50&state=parked&{span()}",
    "punches waiting": lambda: "/punches?size=50&state=waiting",
    "punches delivered": lambda: f"/punches?size=50&state=delivered&{span()}",
    "trace": lambda: f"/punches/{chance.randrange(1, 9_000_000)}",
    "parked": lambda: "/parked",
    "HR clients": lambda: "/hr",
    "status, 30 days": lambda: "/status",
    "status, a year": lambda: f"/status?from={today - datetime.timedelta(days=365)}&to={today}",
    "status, all time": lambda: "/status?all=1",
    "history": lambda: "/history",
    "settings": lambda: "/settings",
}

print(f"{'page':28}{'median ms':>10}{'p99 ms':>10}{'worst ms':>10}")
everything = []
for name, make in pages.items():
    times = []
    for _ in range(requests):
        path = make()
        begin = time.perf_counter()
        reply, _ = ask(path)
        times.append((time.perf_counter() - begin) * 1000)
        assert reply.status in (200, 404), f"{path}: {reply.status}"
    times.sort()
    if not name.startswith("floor"):
        everything += times
    print(f"{name:28}{times[len(times) // 2]:10.1f}{times[int(len(times) * 0.99) - 1]:10.1f}{times[-1]:10.1f}", flush=True)
everything.sort()
print(f"{'all pages':28}{everything[len(everything) // 2]:10.1f}{everything[int(len(everything) * 0.99) - 1]:10.1f}{everything[-1]:10.1f}")
