"""The real program, real simulators and a real browser, for tests that see what a person sees."""

import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("ROLLCALL_BINARIES", ROOT / ".build" / "debug"))
SHOTS = pathlib.Path(os.environ.get("ROLLCALL_SCREENSHOTS", ROOT / ".screenshots"))


def free_ports(count):
    """Neighbouring ports that nobody uses now."""
    for base in range(21000, 60000, 97):
        sockets = []
        try:
            for port in range(base, base + count):
                listener = socket.socket()
                listener.bind(("127.0.0.1", port))
                sockets.append(listener)
            return base
        except OSError:
            continue
        finally:
            for listener in sockets:
                listener.close()
    raise RuntimeError("no free ports")


def eventually(condition, seconds=30, message="it did not happen"):
    """The condition's value once it is true."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, message
        time.sleep(0.05)


class Program:
    """A started program whose output is kept."""

    def __init__(self, name, *arguments, log):
        self.log = log
        environment = {**os.environ, "LANG": "C.UTF-8"}
        for variable in ("ROLLCALL_DATA", "ROLLCALL_KEY", "LC_ALL"):
            environment.pop(variable, None)
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [str(BINARIES / name), *arguments], stdout=output, stderr=subprocess.STDOUT, env=environment)

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    def wait_for(self, pattern):
        def found():
            assert self.process.poll() is None, self.output
            return re.search(pattern, self.output)

        return eventually(found, message=f"{pattern} did not appear: {self.output}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


@pytest.fixture(scope="session")
def simulators(tmp_path_factory):
    base = free_ports(4)
    program = Program(
        "rollcall-simulators", "--port", str(base), "--unknown-people", "1", "--slow", "120",
        log=tmp_path_factory.mktemp("simulators") / "log")
    program.wait_for("webhook http")
    names = ("hanet", "nuveq", "base", "webhook")
    yield {name: f"http://127.0.0.1:{base + index}" for index, name in enumerate(names)}
    program.stop()


class Rollcall:
    def __init__(self, directory):
        self.data = directory / "data"
        self.program = Program(
            "rollcall", "--data", str(self.data), "serve", "--listen", "127.0.0.1:0", log=directory / "log")
        self.address = self.program.wait_for(r"(http://127\.0\.0\.1:\d+)\n").group(1)
        # The link that the terminal shows: it carries the set-up code.
        self.first = self.program.wait_for(r"(/setup\?code=\S+)").group(1)

    def run(self, *arguments, input=""):
        return subprocess.run(
            [str(BINARIES / "rollcall"), "--data", str(self.data), *arguments], input=input, text=True,
            capture_output=True, check=True, env={**os.environ, "LANG": "C.UTF-8"}).stdout


@pytest.fixture(scope="session")
def rollcall(tmp_path_factory):
    server = Rollcall(tmp_path_factory.mktemp("rollcall"))
    yield server
    assert server.program.stop() == 0, server.program.output


@pytest.fixture(scope="session")
def downloads(tmp_path_factory):
    return tmp_path_factory.mktemp("downloads")


def make_browser(downloads, language="vi", size=(1280, 900)):
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", f"--lang={language}",
        f"--window-size={size[0]},{size[1]}", "--force-color-profile=srgb", "--hide-scrollbars",
    ):
        options.add_argument(argument)
    options.add_experimental_option(
        "prefs", {"intl.accept_languages": language, "download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    service = Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver"))
    return webdriver.Chrome(options=options, service=service)


@pytest.fixture(scope="module")
def terminals(tmp_path_factory):
    """The simulated devices on loopback; another server's made-up company may have them there already."""
    program = Program("rollcall-simulators", "terminals", log=tmp_path_factory.mktemp("terminals") / "log")
    eventually(lambda: "password" in program.output or program.process.poll() is not None)
    assert program.process.poll() is None or "in use" in program.output, program.output
    yield
    if program.process.poll() is None:
        program.process.terminate()
        program.process.wait(10)


@pytest.fixture(scope="session")
def browser(downloads):
    driver = make_browser(downloads)
    yield driver
    driver.quit()


@pytest.fixture(scope="session", autouse=True)
def shots():
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS


def post(address, **fields):
    """A form sent by a program, such as a simulated person at a camera."""
    body = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(urllib.request.Request(address, body), timeout=10) as reply:
        return reply.read().decode()
