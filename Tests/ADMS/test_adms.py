"""A foreign terminal against our server, and our simulated terminals against a foreign server (contract 9)."""

import os
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from fingerprint_attendance.testing.simulator import ADMSDeviceSimulator

HERE = Path(__file__).parent
BINARIES = Path(os.environ.get("ROLLCALL_BINARIES", HERE.parent.parent / ".build/debug"))


class Reply:
    def __init__(self, status, content):
        self.status_code = status
        self.content = content


class WireClient:
    """What the foreign terminal needs of Django's test client, over real HTTP. It keeps each answer."""

    def __init__(self, address):
        self.address = address
        self.answers = []

    def get(self, path, params=None, **_):
        return self._send(Request(f"{self.address}{path}?{urlencode(params or {})}"))

    def post(self, path, data=b"", content_type="text/plain", **_):
        return self._send(Request(self.address + path, data=data, headers={"Content-Type": content_type}))

    def _send(self, request):
        try:
            with urlopen(request, timeout=20) as answer:
                reply = Reply(answer.status, answer.read())
        except HTTPError as error:
            reply = Reply(error.code, error.read())
        self.answers.append(reply.content.decode())
        return reply


class Rollcall:
    def __init__(self, folder):
        self.folder = folder
        self.server = None

    def run(self, *arguments):
        result = subprocess.run(
            [BINARIES / "rollcall", "--data", self.folder / "data", *arguments], capture_output=True, text=True, timeout=120
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def serve(self):
        out = open(self.folder / "serve", "w+")
        self.server = subprocess.Popen(
            [BINARIES / "rollcall", "--data", self.folder / "data", "serve", "--listen", "127.0.0.1:0", "--iclock-listen", "127.0.0.1:0"],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        return wait_for(lambda: re.search(r"Terminals push to (http://\S+)", (self.folder / "serve").read_text())).group(1)

    def stop(self):
        if self.server:
            self.server.terminate()
            self.server.wait(20)

    def punches(self):
        import json

        return [(p["device"], p["code"], p["localDate"], p["localTime"]) for p in json.loads(self.run("punches", "--json"))]


def wait_for(found, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := found():
            return value
        time.sleep(0.05)
    pytest.fail("it did not come in time")


@pytest.fixture
def rollcall(tmp_path):
    rollcall = Rollcall(tmp_path)
    os.environ["LANG"] = "C.UTF-8"
    yield rollcall
    rollcall.stop()


@pytest.mark.parametrize("firmware", ["legacy", "push2", "biodata"])
def test_a_foreign_terminal_hands_in_everything_once(rollcall, firmware):
    rollcall.run("device", "add", "Gate", "--kind", "zkteco-push", "--set", "serial-number=SIM001")
    client = WireClient(rollcall.serve())
    device = ADMSDeviceSimulator(client, serial="SIM001", firmware=firmware)
    options = device.handshake()
    assert options["ATTLOGStamp"] == "0" and options["TimeZone"] == "7" and options["Encrypt"] == "None"
    start = (datetime.now() - timedelta(days=2)).replace(hour=8, minute=0, second=0, microsecond=0)
    device.punch("1001", start)
    assert client.answers[-1] == "OK: 1"
    device.go_offline()
    for minute in range(1, 40):
        device.punch(str(1001 + minute % 5), start + timedelta(minutes=minute))
    device.go_online()
    assert client.answers[-1] == "OK: 39"
    assert device.options["ATTLOGStamp"] == "1" and not device.pending()
    # A line that is none holds up no other, and is counted.
    device.punch("1001", start + timedelta(hours=2), upload=False)
    device.punch("1002", start + timedelta(hours=2), upload=False)
    device.upload_pending(corrupt_line=0)
    assert client.answers[-1] == "OK: 2"
    # All of it once more, as from a terminal that forgot.
    device.uploaded = 0
    device.upload_pending()
    assert client.answers[-1] == "OK: 42"
    punches = rollcall.punches()
    assert len(punches) == len(set(punches)) == 42


def test_a_foreign_terminal_fetches_orders_and_its_fingerprints_are_not_kept(rollcall):
    rollcall.run("device", "add", "Gate", "--kind", "zkteco-push", "--set", "serial-number=SIM001")
    client = WireClient(rollcall.serve())
    device = ADMSDeviceSimulator(client, serial="SIM001", firmware="biodata")
    device.handshake()
    secret = b"\x01\x02finger-of-somebody"
    device.push_user("1001", "Tran Van Hung")
    device.enroll_at_device("1001", 3, secret, name="Tran Van Hung")
    day = (datetime.now() - timedelta(days=1)).replace(hour=8, minute=0, second=0, microsecond=0)
    device.punch("1001", day)
    sync = subprocess.Popen(
        [BINARIES / "rollcall", "--data", rollcall.folder / "data", "sync", "Gate", "--from", day.strftime("%Y-%m-%d")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )

    def orders():
        assert sync.poll() is None, sync.communicate()[1]
        return device.run_commands()

    applied = wait_for(orders)
    assert applied[0].startswith("DATA QUERY ATTLOG StartTime=")
    device.upload_pending()
    out, errors = sync.communicate(timeout=60)
    assert sync.returncode == 0, errors
    assert len(rollcall.punches()) == 1
    rollcall.stop()
    kept = b"".join(path.read_bytes() for path in (rollcall.folder / "data").glob("rollcall.db*"))
    import base64

    assert secret not in kept and base64.b64encode(secret) not in kept
    assert b"Tran Van Hung" in kept


def test_an_unknown_foreign_terminal_keeps_what_it_has(rollcall):
    client = WireClient(rollcall.serve())
    device = ADMSDeviceSimulator(client, serial="STRANGER9", firmware="push2")
    with pytest.raises(AssertionError, match="503"):
        device.handshake()
    device.punch("1001", datetime.now().replace(microsecond=0) - timedelta(hours=1))
    assert len(device.pending()) == 1 and rollcall.punches() == []
    assert "STRANGER9" in rollcall.run("device", "list")
    rollcall.run("device", "add", "Gate", "--kind", "zkteco-push", "--set", "serial-number=STRANGER9")
    device.go_online()
    assert len(rollcall.punches()) == 1


def test_our_terminals_of_every_dialect_are_understood_by_a_foreign_server(tmp_path):
    out = open(tmp_path / "peer", "w+")
    peer = subprocess.Popen([sys.executable, HERE / "peer_server.py", tmp_path], stdout=out, stderr=subprocess.STDOUT, cwd=HERE)
    try:
        address = wait_for(lambda: re.search(r"http://\S+", (tmp_path / "peer").read_text())).group(0)
        terminals = subprocess.Popen(
            [BINARIES / "rollcall-simulators", "zkteco-push", "--server", address, "--devices", "8", "--days", "3", "--people", "4", "--pause", "300"],
            stdout=subprocess.DEVNULL,
        )

        def stored():
            result = subprocess.run([sys.executable, HERE / "peer_server.py", tmp_path, "count"], capture_output=True, text=True, cwd=HERE)
            return result.stdout.splitlines()

        try:
            before = []

            def has_settled():
                nonlocal before
                time.sleep(2)
                now = stored()
                settled = len({line.split()[0] for line in now}) == 8 and now == before
                before = now
                return settled

            wait_for(has_settled, seconds=90)
        finally:
            terminals.terminate()
            terminals.wait(20)
        rows = stored()
        serials = sorted({line.split()[0] for line in rows})
        assert serials == [f"SIM000{number}" for number in range(1, 9)]
        assert len(rows) == len(set(rows)) and len(rows) % 8 == 0 and len(rows) > 8
    finally:
        peer.terminate()
        peer.wait(20)
