"""How long a case's page takes while other cases have very many photos.

    case_pages.py ROLLCALL DATA PHOTO PHOTOS REQUESTS

Files one case with PHOTO, puts PHOTOS looks of others beside it, one in a hundred of its own kind, and asks for its page and the desk, one request after the
other. The floor is a small file from the binary over the same connection.
"""

import http.client
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
import urllib.parse

program, data, photo, photos, requests = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
chance = random.Random(11)
PASSWORD = "one page after the other"
BANDS, BITS = 21, 12


def rollcall(*arguments, **options):
    return subprocess.run([program, "--data", data, *arguments], check=True, capture_output=True, text=True, **options).stdout


rollcall("user", "add", "speed", "--role", "admin", input=PASSWORD + "\n")
number = json.loads(rollcall(
    "unbind", "new", "--network", "other", "--serial", "Q01728482", "--photo", photo, "--consent", "--json"))["number"]
store = sqlite3.connect(os.path.join(data, "rollcall.db"))
with store:
    columns = [row[1] for row in store.execute("PRAGMA table_info(unbinding_case)") if row[1] not in ("id", "number", "serial")]
    kept = ", ".join(columns)
    # 2 photos a case.
    store.executemany(
        f"INSERT INTO unbinding_case (id, number, serial, {kept}) SELECT ?, ?, ?, {kept} FROM unbinding_case WHERE id = 1",
        ((case, f"UB20-{case:05}", f"{chance.randrange(10 ** 9):09}") for case in range(2, photos // 2 + 2)))
    store.execute("UPDATE unbinding_case SET state = 'unbound' WHERE id > 1")
    findings, own = store.execute("SELECT findings, looks FROM evidence").fetchone()
    # Photos look alike in kinds: one bit in eight of each differs from its kind's.
    kinds = [int.from_bytes(own)] + [chance.getrandbits(256) for _ in range(99)]
    for index in range(photos):
        flips = chance.getrandbits(256) & chance.getrandbits(256) & chance.getrandbits(256)
        looks = (kinds[index % len(kinds)] ^ flips).to_bytes(32)
        identity = store.execute(
            "INSERT INTO evidence (case_id, file_name, digest, looks, width, height, findings, added_by, added_at)"
            " VALUES (?, 'x.jpg', ?, ?, 1200, 900, ?, 'x', 0)",
            (2 + index // 2, chance.randbytes(32).hex(), looks, findings)).lastrowid
        bits = [looks[place // 8] >> place % 8 & 1 for place in range(BANDS * BITS)]
        store.executemany(
            "INSERT INTO evidence_band (band, value, evidence_id) VALUES (?, ?, ?)",
            ((band, int("".join(map(str, bits[band * BITS:(band + 1) * BITS])), 2), identity) for band in range(BANDS)))
store.close()

server = subprocess.Popen(
    [program, "--data", data, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
try:
    while not (found := re.search(r"http://([0-9.:]+)", server.stdout.readline())):
        pass
    connection = http.client.HTTPConnection(found.group(1), timeout=60)
    cookie = ""

    def ask(path, body=None):
        headers = {"Cookie": cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST" if body is not None else "GET", path, body, headers)
        reply = connection.getresponse()
        return reply, reply.read()

    reply, _ = ask("/login", urllib.parse.urlencode({"name": "speed", "password": PASSWORD}))
    assert reply.status == 303, reply.status
    cookie = reply.getheader("Set-Cookie").split(";")[0]
    print(f"{photos} photos of other cases")
    for title, path in (
        ("floor (a small file)", "/assets/icon.svg"), ("the case", f"/cases/{number}"), ("its dossier", f"/cases/{number}/dossier.zip"),
        ("the desk", "/desk"), ("all cases", "/cases")):
        times = []
        for _ in range(requests):
            begun = time.perf_counter()
            reply, body = ask(path)
            times.append((time.perf_counter() - begun) * 1000)
            assert reply.status == 200, (path, reply.status)
        times.sort()
        print(f"{title:22} median {times[len(times) // 2]:6.1f} ms, p99 {times[len(times) * 99 // 100]:6.1f} ms")
finally:
    server.terminate()
    server.wait()
