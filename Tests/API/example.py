"""Runs the app of docs/manual/api.md as it stands there, against a server, and plays the desk for it.

    example.py ROLLCALL DATA ADDRESS FILE

FILE is for the number of a draft that is left.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

program, data, address, draft = sys.argv[1:5]
root = pathlib.Path(__file__).resolve().parents[2]
SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"


def rollcall(*arguments, **options):
    return subprocess.run(
        [program, "--data", data, *arguments], check=True, capture_output=True, text=True,
        env={**os.environ, "LANG": "C.UTF-8"}, **options).stdout


manual = (root / "docs/manual/api.md").read_text()
source = re.search(r"```python\n(.*?)```", manual, re.S).group(1)
commands = re.findall(r"^rollcall (api-token add .*--company.*|settings set notice-webhook .*)$", manual, re.M)
assert len(commands) == 2, "the commands of the manual are missing"
rollcall("company", "add", "Đại lý Ánh Dương", "--tax-code", "0312345678")
token = None
for command in commands:
    words = re.findall(r'"[^"]*"|\S+', command)
    output = rollcall(*(word.strip('"') for word in words))
    token = token or re.search(r"rollcall_\S+", output).group(0)
browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())


def page(path, fields=None):
    data = urllib.parse.urlencode(fields).encode() if fields else None
    with browser.open(address + path, data, timeout=30) as reply:
        return reply.read().decode()


def form_token(path):
    return re.search(r'name="_token" value="([^"]+)"', page(path)).group(1)


# The secret of the webhook is entered on the page, and nowhere else.
page("/login", {"name": "lan", "password": "tám giờ sáng quẹt thẻ"})
page("/desk/secrets", {"_token": form_token("/settings"), "notice-webhook-secret": SECRET})
with tempfile.TemporaryDirectory() as folder:
    app = pathlib.Path(folder) / "app.py"
    app.write_text(source)
    process = subprocess.Popen(
        [sys.executable, str(app), "Q01728482", str(root / "Tests/LabelsTests/Pictures/label.jpg"),
         "AwAAAFEwMTcyODQ4Mh+ZYT8="], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "ROLLCALL": address, "ROLLCALL_TOKEN": token, "WEBHOOK_SECRET": SECRET})
    try:
        lines = []
        for line in process.stdout:
            print("app:", line.strip())
            lines.append(line.strip())
            if filed := re.match(r"filed (\S+) due", line):
                number = filed.group(1)
                rollcall("unbind", "approve", number)
                rollcall("unbind", "execute", number, "--authority", "manual", "--reference", "HK-4711")
        assert process.wait(timeout=60) == 0, lines
    finally:
        process.kill()
assert lines[0].startswith("pass"), lines
for event in ("case.filed", "case.approved", "case.unbound"):
    assert any(line.startswith(event) for line in lines), (event, lines)
assert lines[-1] == "Thiết bị đã được hủy liên kết.", lines
whole = json.loads(rollcall("unbind", "show", number, "--json"))
assert whole["state"] == "unbound" and whole["ownReference"] == "job-1", whole
print("the app of the manual filed a case and followed it to its end")

# A draft for the schema tests.
request = urllib.request.Request(
    f"{address}/api/v1/cases", json.dumps({"serial": "E12345678", "ownReference": "draft"}).encode(),
    {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
with urllib.request.urlopen(request, timeout=30) as reply:
    pathlib.Path(draft).write_text(json.load(reply)["number"])
