"""Two hosts on a virtual link: an installer's machine, and a site with simulated devices. Real multicast, nothing
shared but the wire."""

import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("ROLLCALL_BINARIES", ROOT / ".build" / "debug"))
HERE = pathlib.Path(__file__).resolve().parent
PORT = 37020
GROUP = "239.255.255.250"


def command(*words, check=True):
    return subprocess.run(words, check=check, capture_output=True, text=True)


class Host:
    """A network namespace."""

    def __init__(self, name):
        self.name = f"{name}-{os.getpid()}"
        command("ip", "netns", "add", self.name)
        self.ip("link", "set", "lo", "up")

    def ip(self, *words, check=True):
        return command("ip", "-n", self.name, *words, check=check)

    def words(self, *words):
        return ["ip", "netns", "exec", self.name, *map(str, words)]

    def start(self, *words, **options):
        environment = {**os.environ, "LANG": "C.UTF-8", **options.pop("environment", {})}
        environment.pop("LC_ALL", None)
        return subprocess.Popen(
            self.words(*words), env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def rollcall(self, *words, input="", **environment):
        process = self.start(
            BINARIES / "rollcall", *words, stdin=subprocess.PIPE, environment=environment)
        output, errors = process.communicate(input, timeout=120)
        return Result(process.returncode, output, errors)

    def python(self, script, *words):
        """A script of this folder, on this host; started once it has said that it is ready."""
        process = self.start(sys.executable, HERE / script, *words)
        assert process.stdout.readline() == "ready\n", process.communicate()
        return process

    def remove(self):
        command("ip", "netns", "del", self.name, check=False)


class Result:
    def __init__(self, status, output, errors):
        self.status, self.output, self.errors = status, output, errors

    def __repr__(self):
        return f"status {self.status}\n{self.output}\n{self.errors}"


@pytest.fixture(scope="module")
def link():
    """The installer at 10.77.0.1, the site at 10.77.0.2 with the devices' addresses behind it."""
    installer, site = Host("installer"), Host("site")
    try:
        installer.ip("link", "add", "lan0", "type", "veth", "peer", "name", "lan0", "netns", site.name)
        installer.ip("address", "add", "10.77.0.1/24", "dev", "lan0")
        for address in ["10.77.0.2/24", *[f"10.77.0.{number}/24" for number in range(11, 18)], "192.168.1.64/24"]:
            site.ip("address", "add", address, "dev", "lan0")
        for host in (installer, site):
            host.ip("link", "set", "lan0", "up")
            host.ip("route", "add", "224.0.0.0/4", "dev", "lan0")
        yield installer, site
    finally:
        installer.remove()
        site.remove()


class Devices:
    """The simulated devices, as the simulator lists them."""

    def __init__(self, site, *options):
        addresses = [word for number in range(11, 18) for word in ("--address", f"10.77.0.{number}")]
        self.process = site.start(
            BINARIES / "rollcall-simulators", "terminals", "--interface", "10.77.0.2", *addresses, *options)
        self.all = []
        for line in self.process.stdout:
            words = line.split()
            if words[0] == "password":
                self.password = words[1]
                return
            self.all.append(dict(zip(("mac", "serial", "ipv4", "key"), words[1:])))
        raise AssertionError(self.process.stderr.read())

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def devices(link):
    """A fresh set: bindings and locks as they were."""
    started = []

    def start(*options):
        started.append(Devices(link[1], *options))
        return started[-1]

    yield start
    for devices in started:
        devices.stop()


@pytest.fixture
def installer(link):
    return link[0]


@pytest.fixture
def site(link):
    return link[1]


def short(serial):
    return re.search(r"[A-Z]\d{8}$", serial).group()
