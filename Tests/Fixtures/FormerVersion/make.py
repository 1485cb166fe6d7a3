#!/usr/bin/env python3
"""Makes the data directory of a former version, and writes down what that version answers about it.

    make.py [BINARIES]

BINARIES is a folder with `rollcall`, `rollcall-labels` and `rollcall-simulators` of that version; without it those of
this checkout are taken (`swift build` first). README.md beside this file says when to make it anew.
"""

import base64
import http.cookiejar
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import date, timedelta

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BINARIES = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / ".build" / "debug").resolve()
PICTURES = ROOT / "Tests" / "LabelsTests" / "Pictures"
PASSWORD = "tám giờ sáng quẹt thẻ"
DEVICE_PASSWORD = "Rollcall2026"
# Whose punches the HR system refuses, and who it has never heard of.
REFUSED_CODE = "1005"
# Accounts that no version has let anybody make; a database may have them all the same.
MACHINES = {"command": "installer", "rules": "reviewer"}

ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith(("ROLLCALL_", "LC_"))}
ENVIRONMENT["LANG"] = "C.UTF-8"
ENVIRONMENT["TZ"] = "UTC"


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        os.chmod(folder, 0o700)
        world = World(folder)
        try:
            fill(world)
        finally:
            world.stop()
        close(world.data)
        answers(world)
        pack(world.data)


# --- The world: stand-ins, the program, a server with people at it ---


class World:
    def __init__(self, folder):
        self.folder, self.data, self.processes = folder, folder / "data", []
        self.ports = free_ports(5)
        self.start("rollcall-simulators", "clouds", "--port", str(self.ports), "--unknown-people", "1",
                   until="webhook http")
        self.hanet, self.nuveq, base, self.webhook = (f"http://127.0.0.1:{self.ports + n}" for n in range(4))
        self.base = refusing(base, self.ports + 4)
        self.terminal_port = free_ports(1, socket.SOCK_DGRAM)
        self.terminals = self.start("rollcall-simulators", "terminals", "--port", str(self.terminal_port),
                                    until="password ")
        self.network = ["--interface", "127.0.0.1", "--listen-port", "0", "--group",
                        f"239.255.255.250:{self.terminal_port}", "--timeout", "1"]

    def start(self, name, *arguments, until):
        log = self.folder / f"log{len(self.processes)}"
        with open(log, "wb") as output:
            process = subprocess.Popen(
                [BINARIES / name, *arguments], stdout=output, stderr=subprocess.STDOUT, env=ENVIRONMENT)
        self.processes.append(process)
        eventually(lambda: until in log.read_text(), lambda: f"{name} does not start: {log.read_text()}")
        process.log = log
        return process

    def run(self, *arguments, input="", status=0, **environment):
        done = subprocess.run(
            [BINARIES / "rollcall", "--data", self.data, *arguments], input=input, text=True, capture_output=True,
            env={**ENVIRONMENT, **environment})
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def json(self, *arguments, **options):
        return json.loads(self.run(*arguments, "--json", **options))

    def serve(self):
        server = self.start("rollcall", "--data", str(self.data), "serve", "--listen", "127.0.0.1:0", until="http://")
        self.address = re.search(r"http://127\.0\.0\.1:\d+", server.log.read_text()).group(0)
        return server

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)


class Person:
    """Somebody who has signed in to the console."""

    def __init__(self, world, name):
        self.address = world.address
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.page("/login", {"name": name, "password": PASSWORD})

    def page(self, path, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with self.browser.open(self.address + path, data, timeout=30) as reply:
            return reply.read().decode()

    def send(self, path, form_on, **fields):
        token = re.search(r'name="_token" value="([^"]+)"', self.page(form_on)).group(1)
        return self.page(path, {"_token": token, **fields})


def api(world, token, method, path, body=None):
    request = urllib.request.Request(
        f"{world.address}/api/v1{path}", None if body is None else json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as problem:
        raise AssertionError(problem.read().decode()) from problem


def photo(name):
    return {"name": name, "data": base64.b64encode((PICTURES / "way-full.jpg").read_bytes()).decode()}


def refusing(base, port):
    """Base Check-in behind a door that lets nothing of one person in."""

    class Door(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if f'"user_code":"{REFUSED_CODE}"' in urllib.parse.unquote_plus(body.decode()):
                reply = b'{"code":0,"message":"Record is not valid"}'
            else:
                request = urllib.request.Request(
                    base + self.path, body, {"Content-Type": self.headers["Content-Type"]})
                with urllib.request.urlopen(request, timeout=30) as answer:
                    reply = answer.read()
            self.send_response(200)
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{port}"


def free_ports(count, kind=socket.SOCK_STREAM):
    """The first of neighbouring ports that nobody uses now."""
    for first in range(21000, 32000, 97):
        sockets = [socket.socket(socket.AF_INET, kind) for _ in range(count)]
        try:
            for port, one in enumerate(sockets, first):
                one.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for one in sockets:
                one.close()
    raise RuntimeError("no free ports")


def eventually(condition, message, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, message()
        time.sleep(0.05)


# --- What happens in it ---


def fill(world):
    world.secrets = {}
    people(world)
    punches(world)
    server = world.serve()
    try:
        cases(world)
        rest(world)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0, server.log.read_text()
    left_in_the_middle(world)
    accounts_of_machines(world)


def people(world):
    for name, role in [("lan", "admin"), ("minh", "operator"), ("thu", "viewer"), ("mai", "installer"),
                       ("dung", "installer"), ("hoa", "reviewer"), ("tuan", "reviewer")]:
        world.run("user", "add", name, "--role", role, input=PASSWORD + "\n")
    world.run("user", "disable", "thu")
    world.run("company", "add", "Đại lý Ánh Dương", "--tax-code", "0312345678", "--member", "mai")
    world.run("company", "add", "Công ty Camera Hồng Hà", "--tax-code", "0100109106-001")
    for name, value in [
        ("auto-sync-minutes", "7"), ("push-within-days", "5"), ("sync-hours", "avoid 03:00-03:10"),
        ("language", "en"), ("time-zone", "Asia/Bangkok"), ("silent-after-hours", "72"), ("decision-minutes", "25"),
        ("evidence-days", "3660"), ("installer-registration", "true"),
        ("notice-webhook", world.webhook + "/notices"), ("mail-from", "rollcall@example.com"),
    ]:
        world.run("settings", "set", name, value)


def punches(world):
    """Two working days of a place and a door, for HR systems that take, park, refuse and keep waiting."""
    last = date.today() - timedelta(days=1)
    first = last - timedelta(days=2)
    world.run("hr", "add", "Base", "--kind", "base-checkin", "--set", "token=base-token", "--set",
              f"base-url={world.base}")
    world.run("hr", "add", "Hook", "--kind", "webhook", "--set", f"url={world.webhook}/hook", "--set",
              "secret=whsec_" + base64.b64encode(b"secret-secret-secret-secret-").decode())
    world.run("hr", "add", "Drop", "--kind", "file", "--set", f"path={world.data}/exports/punches.csv", "--set",
              "format=csv")
    world.run("device", "add", "Hà Nội", "--kind", "hanet", "--set", "token=hanet-token", "--set", "place-id=13433",
              "--set", f"base-url={world.hanet}", "--set", "first-window=1d", "--hr", "Base", "--hr", "Hook",
              "--sync-from", str(first))
    world.run("device", "add", "Kho Bình Dương", "--kind", "nuveq", "--set", "api-id=344", "--set",
              "token-key=nuveq-key", "--set", f"base-url={world.nuveq}", "--set", "first-window=1d", "--hr", "Base",
              "--hr", "Drop", "--time-zone", "Asia/Tokyo", "--sync-from", str(first))
    world.run("hr", "disable", "Hook")
    world.run("hr", "map", "Base", "1003", "1004", "--confirm")
    for device in ("Hà Nội", "Kho Bình Dương"):
        # What is refused or parked makes the push after it, not the sync, fail.
        world.run("sync", device, "--from", str(first), "--to", str(last))
    world.run("push")


def cases(world):
    """One in each state that a case can rest in."""
    token = world.json("api-token", "add", "our app", "--scope", "cases.file", "--scope", "cases.read", "--scope",
                       "status.read", "--company", "1")["token"]
    found = world.json("discover", *world.network)["devices"]
    macs = {device["shortSerial"]: device["mac"] for device in found}

    def new(serial, picture, *more):
        return world.json("unbind", "new", "--network", "lan", "--serial", serial, "--photo", str(PICTURES / picture),
                          "--consent", *more)["number"]

    unbound = new("K12345671", "serial-qr.jpg", "--mac", macs["K12345671"], *world.network)
    world.run("unbind", "approve", unbound, "--words", "hóa đơn và ảnh khớp")
    world.run("unbind", "execute", unbound, *world.network, input=DEVICE_PASSWORD + "\n")
    failed = new("E12345677", "blurred.jpg", "--mac", macs["E12345677"], *world.network)
    world.run("unbind", "approve", failed)
    world.run("unbind", "execute", failed, *world.network, input="Abc00000\n", status=1)
    rejected = new("E12345678", "blurred.jpg")
    world.run("unbind", "reject", rejected, "--reason", "other", "--words", "ảnh mờ, hãy chụp lại")
    world.run("unbind", "withdraw", new("E12345678", "way-full.jpg"))
    new("Q01728482", "serial-qr.jpg", "--as", "mai")

    hoa = Person(world, "hoa")
    taken = new("E12345678", "other.jpg", "--as", "mai")
    hoa.send(f"/cases/{taken}/take", f"/cases/{taken}")
    asked = new("F12345676", "way-full.jpg", "--as", "mai")
    hoa.send(f"/cases/{asked}/take", f"/cases/{asked}")
    hoa.send(f"/cases/{asked}/ask", f"/cases/{asked}", words="Chụp thêm tem ở mặt sau")
    world.approved = new("G12345674", "way-full.jpg", "--mac", macs["G12345674"], *world.network)
    world.run("unbind", "approve", world.approved)
    # The rules look at this one, which shows another device's code.
    world.run("settings", "set", "automatic-rejections", "true")
    new("Q12345675", "other.jpg", "--as", "mai")

    program = api(world, token, "POST", "/cases", {
        "serial": "F12345676", "onBehalfOf": "Nguyễn Văn A, 0903 000 000", "ownReference": "job-1"})["number"]
    api(world, token, "POST", f"/cases/{program}/photos", photo("nhãn.jpg"))
    papers = world.json("api-token", "add", "papers", "--scope", "company.propose")["token"]
    api(world, papers, "POST", "/company-proposals", {
        "installer": "dung", "name": "Cửa hàng Sông Hương", "taxCode": "3300101234", "contact": "Dũng, 0905 000 000",
        "document": photo("giấy phép.jpg")})


def rest(world):
    """Schedules, lists of networks, what people change on pages."""
    reporter = world.json("api-token", "add", "laptop", "--scope", "network.report")["token"]
    world.run("discover", "--report", world.address, "--site", "Kho Bình Dương", *world.network,
              ROLLCALL_TOKEN=reporter)
    world.run("api-token", "add", "old report", "--scope", "punches.read")
    world.run("api-token", "revoke", "old report")
    lan = Person(world, "lan")
    lan.send("/desk/secrets", "/settings", **{
        "notice-webhook-secret": "whsec_" + base64.b64encode(b"notice-notice-notice-notice").decode()})
    lan.send("/notices/mail", "/notices", mail="lan@example.com")
    reader = world.json("api-token", "add", "reader", "--scope", "network.read", "--scope", "hr.read")["token"]
    world.secrets["token"] = reader
    world.pages = [{"path": path, "answer": lasting(api(world, reader, "GET", path))}
                   for path in ("/network-lists", "/network-lists/1", "/hr-clients", "/code-mappings")]
    # A vendor that refuses the key: the schedule notes it.
    world.run("device", "add", "Nhà máy cũ", "--kind", "nuveq", "--set", "api-id=345", "--set",
              "token-key=a-key-of-former-days", "--set", f"base-url={world.nuveq}")
    eventually(lambda: "schedule" in {entry["actor"] for entry in world.json("history", "--limit", "5")},
               lambda: "the schedule did nothing")
    world.run("device", "disable", "Nhà máy cũ")


def left_in_the_middle(world):
    """A case whose execution a power cut ended: the device never answers, and the program is killed."""
    world.terminals.send_signal(signal.SIGTERM)
    world.terminals.wait(30)
    world.terminals = world.start("rollcall-simulators", "terminals", "--port", str(world.terminal_port), "--quirk",
                                  "silent-unbind", until="password ")
    process = subprocess.Popen(
        [BINARIES / "rollcall", "--data", world.data, "unbind", "execute", world.approved, *world.network[:-1], "30"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    process.stdin.write((DEVICE_PASSWORD + "\n").encode())
    process.stdin.close()
    eventually(lambda: world.json("unbind", "show", world.approved)["state"] == "executing",
               lambda: "nothing is executed")
    process.kill()
    process.wait()


def accounts_of_machines(world):
    """Accounts by the names that the program signs with, which only SQL could make."""
    database = sqlite3.connect(world.data / "rollcall.db")
    with database:
        for name, role in MACHINES.items():
            database.execute(
                "INSERT INTO user (name, role, password, created_at) "
                "SELECT ?, ?, password, created_at FROM user WHERE name = 'mai'", (name, role))
        database.execute("UPDATE user SET company_id = 1 WHERE name = 'command'")
    database.close()


def close(data):
    """One file: what the write-ahead log holds goes into the database."""
    database = sqlite3.connect(data / "rollcall.db")
    assert database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    database.close()


# --- What is kept ---

# What depends on the moment of asking.
PASSING = {"warnings", "nextTryAt", "failingSince"}


def lasting(value):
    if isinstance(value, dict):
        return {name: lasting(member) for name, member in value.items() if name not in PASSING}
    return [lasting(member) for member in value] if isinstance(value, list) else value


def answers(world):
    """What the former version says, a copy of its directory being asked."""
    copy = World.__new__(World)
    copy.data = world.folder / "copy"
    shutil.copytree(world.data, copy.data)
    numbers = [case["number"] for case in copy.json("unbind", "list")]
    punch = str(copy.json("punches", "--limit", "1")[0]["id"])
    commands = [
        ["status"], ["device", "list"], ["device", "show", "Hà Nội"], ["hr", "list"], ["hr", "mappings"],
        ["punches", "--limit", "40"], ["punches", "--code", REFUSED_CODE], ["punches", "--code", "1003"],
        ["trace", punch], ["parked", "--hr", "Hook"], ["history"], ["settings"], ["user", "list"], ["company", "list"],
        ["api-token", "list"], ["unbind", "list"],
    ] + [["unbind", "show", number] for number in numbers]
    asked = [{"command": command, "answer": lasting(copy.json(*command))} for command in commands]
    expected = {
        "version": copy.run("--version").strip(), "password": PASSWORD, "token": world.secrets["token"],
        "answers": asked, "pages": world.pages,
    }
    states = {answer["answer"]["state"] for answer in asked if answer["command"][:2] == ["unbind", "show"]}
    missing = {"draft", "filed", "inReview", "moreAsked", "executing", "unbound", "rejected", "failed",
               "withdrawn"} - states
    assert not missing, missing
    deliveries = {d["state"] for a in asked if a["command"][0] == "punches" for p in a["answer"]
                  for d in p["deliveries"]}
    assert deliveries == {"waiting", "delivered", "parked", "rejected"}, deliveries
    lines = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
    (HERE / "expected.json").write_text(lines + "\n")


def pack(data):
    with tarfile.open(HERE / "data.tar.gz", "w:gz") as archive:
        for path in sorted(data.rglob("*")):
            if path.name.endswith((".lock", "-wal", "-shm")):
                continue
            archive.add(path, path.relative_to(data), recursive=False)
    print((HERE / "data.tar.gz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
