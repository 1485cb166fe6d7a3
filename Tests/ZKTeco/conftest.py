"""Simulated terminals in a process, and foreign clients in theirs."""

import contextlib
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import time

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("ROLLCALL_BINARIES", ROOT / ".build" / "debug"))


@dataclasses.dataclass
class Terminal:
    """What a simulated terminal says of itself on its program's output."""

    serial: str
    port: int = 0
    users: list = dataclasses.field(default_factory=list)
    punches: list = dataclasses.field(default_factory=list)


class Simulators:
    """The running program with its terminals by layout."""

    def __init__(self, log):
        self.log = log
        self.layouts = {}

    def read(self):
        """Takes in what was printed until now."""
        terminals = {}
        layouts = {}
        events = {}
        text = self.log.read_text()
        for line in text[: text.rfind("\n") + 1].splitlines():
            if line.startswith("zkteco "):
                _, serial, layout, place = line.split(" ")
                layouts[layout] = serial
                terminals.setdefault(serial, Terminal(serial)).port = int(place.rsplit(":", 1)[1])
                continue
            word, serial, uid, user, *rest = line.split("\t")
            terminal = terminals.setdefault(serial, Terminal(serial))
            if word == "user":
                terminal.users.append({"uid": int(uid), "user": user, "name": rest[0], "privilege": int(rest[1])})
                continue
            row = {"user": user, "time": rest[0], "verify": int(rest[1]), "state": int(rest[2])}
            (terminal.punches if word == "punch" else events.setdefault(serial, [])).append(row)
        self.layouts = {layout: terminals[serial] for layout, serial in layouts.items()}
        self.events = events


@pytest.fixture(scope="session")
def simulators(tmp_path_factory):
    """Starts terminals once for the arguments that they are started with."""
    running = {}
    with contextlib.ExitStack() as stack:

        def start(layouts, *arguments):
            known = (tuple(layouts), arguments)
            if known in running:
                running[known].read()
                return running[known]
            log = tmp_path_factory.mktemp("zkteco") / "output"
            options = [option for layout in layouts for option in ("--layout", layout)]
            output = stack.enter_context(open(log, "wb"))
            process = subprocess.Popen(
                [str(BINARIES / "rollcall-simulators"), "zkteco", "--port", "0", "--list", *options, *arguments],
                stdout=output,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            simulators = Simulators(log)
            end = time.monotonic() + 60
            while len(simulators.layouts) < len(layouts):
                assert process.poll() is None and time.monotonic() < end, log.read_text()[-1000:]
                time.sleep(0.05)
                simulators.read()
            running[known] = simulators
            return simulators

        yield start


def ask(witness, terminal, *arguments):
    """What a foreign client understands of a terminal."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "Tests" / "ZKTeco" / "witness.py"), witness, str(terminal.port), *arguments],
        capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
