"""Strangers send broken and contrived photos to a real server, which must not notice.

    python3 fuzz_reading.py BINARIES FOLDER SECONDS [SEED] [FILE …]

Each stranger is an installer of a company; photos are the fixtures of the tests with bytes, lengths and names of their
parts changed, and files that are given. All the while /healthz is asked, an honest installer has a photo read, and the
memory of the server and of its reading processes is watched. At the end, in the middle of it all, the server is told to
stop.

Fails where /healthz takes over a second (two on a busy machine, which this makes of it), the honest photo is refused or
takes longer than half a minute, the server takes 400 MB or 1,000 MB with its processes, ends, or does not stop within
ten seconds.
"""

import collections
import http.client
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

PASSWORD = "tám giờ sáng quẹt thẻ"
STRANGERS = 24
# What a page says of a photo that was not read, in Vietnamese.
OUTCOMES = ["không đọc kịp ảnh này", "làm trình đọc ảnh dừng lại", "bị hỏng, không đọc được", "có cấu trúc mà điện thoại",
            "quá giới hạn", "có giấu nội dung khác", "không phải loại ảnh", "nhưng nội dung là", "điểm ảnh: không đọc",
            "tệp rỗng", "không đọc được số seri", "đang bận"]
PICTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/LabelsTests/Pictures"
# Names of parts of the four formats: one for another makes files that are nearly right.
WORDS = [b"hvc1", b"iden", b"iovl", b"grid", b"dimg", b"ispe", b"hvcC", b"iloc", b"ipma", b"pitm", b"mdat", b"meta",
         b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"IEND", b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"]
MARKERS = [0xC0, 0xC1, 0xC2, 0xC4, 0xC9, 0xDA, 0xDB, 0xDD, 0xD9, 0xE1, 0xEE]


class Session:
    """A person at a browser."""

    def __init__(self, port, name):
        self.port, self.cookies, self.token = port, {}, ""
        self.name = name
        self.post("/login", {"name": name, "password": PASSWORD, "next": "/account"})
        self.token = re.search(r'name="_token" value="([^"]+)"', self.get("/cases/new")).group(1)

    def ask(self, method, path, body=None, kind=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers |= {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self.port}"}
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode(errors="replace")
        for cookie in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return reply.status, reply.headers.get("Location") or "", text

    def get(self, path):
        return self.ask("GET", path)[2]

    def post(self, path, fields):
        fields = {**fields, "_token": self.token}
        return self.ask("POST", path, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded")

    def upload(self, path, name, bytes_):
        mark = "----rollcall"
        head = (f'--{mark}\r\nContent-Disposition: form-data; name="_token"\r\n\r\n{self.token}\r\n'
                f'--{mark}\r\nContent-Disposition: form-data; name="photo"; filename="{name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n")
        body = head.encode() + bytes_ + f"\r\n--{mark}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={mark}")


class Server:
    def __init__(self, binaries, folder):
        self.rollcall, self.data = str(binaries / "rollcall"), folder / "data"
        self.log = open(folder / "log", "wb")
        environment = {**os.environ, "LANG": "C.UTF-8"}
        self.process = subprocess.Popen(
            [self.rollcall, "--data", str(self.data), "serve", "--listen", "127.0.0.1:0"], stdout=self.log,
            stderr=subprocess.STDOUT, env=environment)
        end = time.monotonic() + 60
        while not (found := re.search(r"http://127\.0\.0\.1:(\d+)\n", (folder / "log").read_text(errors="replace"))):
            assert time.monotonic() < end and self.process.poll() is None, (folder / "log").read_text(errors="replace")
            time.sleep(0.1)
        self.port = int(found.group(1))

    def run(self, *arguments, typed=""):
        subprocess.run([self.rollcall, "--data", str(self.data), *arguments], input=typed, text=True, check=True,
                       capture_output=True)

    def health(self):
        """Seconds that an answer took."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
        connection.close()
        assert status == 200, status
        return time.monotonic() - began

    def readers(self):
        found = {}
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                if int(fields[1]) == self.process.pid:
                    found[int(folder.name)] = memory(folder.name)
            except (OSError, IndexError):
                continue
        return found


def memory(process):
    """Megabytes that stand in memory."""
    try:
        return int(pathlib.Path(f"/proc/{process}/statm").read_text().split()[1]) * 4096 / 1e6
    except OSError:
        return 0


def changed(bytes_, chance):
    """The same, a little or thoroughly wrong."""
    data = bytearray(bytes_)
    for _ in range(chance.choice([1, 1, 2, 4, 16, 64])):
        place = chance.randrange(len(data))
        kind = chance.randrange(8)
        if kind < 2:
            data[place] ^= 1 << chance.randrange(8)
        elif kind == 2:
            data[place:place + 4] = chance.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\0\0\x40\0", b"\x7f\xff\xff\xff"])
        elif kind == 3:
            data[place:place + chance.randrange(1, 200)] = b""
        elif kind == 4:
            length = chance.randrange(1, 400)
            data[place:place] = data[place:place + length] * chance.randrange(1, 20)
        elif kind == 5:
            present = [word for word in WORDS if word in data]
            if present:
                word = chance.choice(present)
                at = data.index(word)
                data[at:at + 4] = chance.choice(WORDS)
        elif kind == 6 and data[:2] == b"\xff\xd8":
            places = [at for at in range(min(len(data) - 1, 4000)) if data[at] == 0xFF and data[at + 1] in MARKERS]
            if places:
                data[chance.choice(places) + 1] = chance.choice(MARKERS)
        else:
            data[:600] = bytes(
                byte if chance.random() > 0.005 else chance.randrange(256) for byte in data[:600])
        if not data:
            return b"\xff"
    return bytes(data)


class Attack:
    def __init__(self, server, seed, given):
        self.server, self.seed = server, seed
        self.photos = [(path.name, path.read_bytes()) for path in sorted(PICTURES.iterdir())]
        self.given = [(path.name, path.read_bytes()) for path in given]
        self.isOver = threading.Event()
        self.outcomes, self.failures, self.ended = collections.Counter(), [], set()
        self.health, self.honest, self.server_memory, self.all_memory = [], [], 0, 0
        self.lock = threading.Lock()

    def guarded(self, work):
        def run():
            try:
                work()
            except Exception as error:  # noqa: BLE001
                if not self.isOver.is_set():
                    self.failures.append(f"{work}: {error!r}")
                    self.isOver.set()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def stranger(self, index):
        def work():
            chance = random.Random(f"{self.seed}-{index}")
            session = Session(self.server.port, f"stranger-{index}")
            _, case, _ = session.post("/cases/new", {"serial": "Q01728482"})
            while not self.isOver.is_set():
                given = self.given and chance.random() < 0.3
                name, bytes_ = chance.choice(self.given if given else self.photos)
                if not given:
                    bytes_ = changed(bytes_, chance)
                    name = chance.choice([name, "photo"])
                path = chance.choice(["/cases/scan", f"{case}/photos"])
                status, where, text = session.upload(path, name, bytes_)
                if where:
                    text = session.get(where.partition("#")[0])
                if status == 429 or "hãy đợi" in text:
                    time.sleep(2)
                    continue
                if status >= 500:
                    self.failures.append(f"{name} is answered with {status}")
                with self.lock:
                    self.outcomes[next((words for words in OUTCOMES if words in text), "read")] += 1

        return self.guarded(work)

    def bystander(self):
        def work():
            session = Session(self.server.port, "honest")
            bytes_ = (PICTURES / "label.jpg").read_bytes()
            while not self.isOver.is_set():
                began = time.monotonic()
                status, where, text = session.upload("/cases/scan", "label.jpg", bytes_)
                if status == 429:
                    time.sleep(2)
                    continue
                self.honest.append(time.monotonic() - began)
                if "Q01728482" not in where + text:
                    self.failures.append(f"an honest photo was not read: {status} {where}")
                time.sleep(4)

        return self.guarded(work)

    def watch(self, until):
        while time.monotonic() < until and not self.isOver.is_set():
            if self.server.process.poll() is not None:
                self.failures.append(f"the server ended with {self.server.process.returncode}")
                break
            self.health.append(self.server.health())
            readers = self.server.readers()
            self.ended |= set(readers)
            own = memory(self.server.process.pid)
            self.server_memory = max(self.server_memory, own)
            self.all_memory = max(self.all_memory, own + sum(readers.values()))
            time.sleep(0.05)


def main():
    binaries, folder, seconds = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), float(sys.argv[3])
    seed = sys.argv[4] if len(sys.argv) > 4 else str(time.time_ns())
    folder.mkdir(parents=True, exist_ok=True)
    server = Server(binaries, folder)
    names = ["honest"] + [f"stranger-{index}" for index in range(STRANGERS)]
    for index, name in enumerate(names):
        server.run("user", "add", name, "--role", "installer", typed=PASSWORD + "\n")
        server.run("company", "add", f"Company of {name}", "--tax-code", f"03123456{index:02}", "--member", name)
    attack = Attack(server, seed, [pathlib.Path(path) for path in sys.argv[5:]])
    attack.bystander()
    for index in range(STRANGERS):
        attack.stranger(index)
    attack.watch(time.monotonic() + seconds)

    attack.isOver.set()
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    try:
        status = server.process.wait(30)
    except subprocess.TimeoutExpired:
        server.process.kill()
        status = None
    stop = time.monotonic() - began

    health, honest = sorted(attack.health), sorted(attack.honest)
    print(json.dumps({
        "seed": seed, "photos": dict(attack.outcomes.most_common()), "readingProcesses": len(attack.ended),
        "healthz": {"asked": len(health), "median": round(health[len(health) // 2], 4), "longest": round(health[-1], 3)},
        "honestPhotos": {"read": len(honest), "median": honest and round(honest[len(honest) // 2], 2),
                         "longest": honest and round(honest[-1], 2)},
        "megabytes": {"server": round(attack.server_memory), "withProcesses": round(attack.all_memory)},
        "stoppedAfter": round(stop, 2), "failures": attack.failures,
    }, indent=1, ensure_ascii=False))
    bounds = [
        (not attack.failures, "something failed"), (health[-1] <= 2, "/healthz was silent"),
        (bool(honest) and honest[-1] <= 30, "an honest photo waited"), (attack.server_memory < 400, "the server grew"),
        (attack.all_memory < 1000, "the processes grew"), (status == 0 and stop <= 10, f"it did not stop: {status}"),
    ]
    wrong = [sentence for holds, sentence in bounds if not holds]
    print("; ".join(wrong) or "the server did not notice", file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
