"""Foreign clients read our terminals as we wrote them."""

import datetime

import pytest
from conftest import ask

# What each client can read. pyzk steps 40 bytes whatever the terminal's rows are.
LAYOUTS = {"pyzk2": ["8a", "16", "40", "48", "49"], "pyzk": ["8a", "16", "40"]}
READINGS = [(witness, layout) for witness, layouts in LAYOUTS.items() for layout in layouts]
ALL = LAYOUTS["pyzk2"]


def check(understood, terminal, name_bytes):
    assert understood["serial"] == terminal.serial
    assert understood["firmware"] == "Ver 6.60 Oct 25 2022" and understood["platform"] == "ZLM60_TFT"
    assert understood["sizes"][:2] == [len(terminal.users), len(terminal.punches)]
    # Names lie in fields of a few bytes; both clients drop half a letter, and spaces, at the end.
    users = [
        {**user, "name": user["name"].encode()[:name_bytes].decode(errors="ignore").strip()} for user in terminal.users
    ]
    assert understood["users"] == users
    assert understood["punches"] == terminal.punches
    clock = datetime.datetime.fromisoformat(understood["time"])
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) + datetime.timedelta(hours=7)
    assert abs(now - clock) < datetime.timedelta(seconds=60)


def name_bytes(layout):
    return 8 if layout in ("8a", "16") else 24


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize("witness,layout", READINGS)
def test_a_log_is_read_in_chunks(simulators, witness, layout, transport):
    terminal = simulators(ALL, "--rows", "3000").layouts[layout]
    understood = ask(witness, terminal, *(["--udp"] if transport == "udp" else []))
    check(understood, terminal, name_bytes(layout))


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize("witness,layout", READINGS)
def test_a_small_log_of_a_terminal_with_a_key_is_read_at_once(simulators, witness, layout, transport):
    terminal = simulators(ALL, "--rows", "3", "--users", "3", "--comm-key", "123456").layouts[layout]
    understood = ask(witness, terminal, "--key", "123456", *(["--udp"] if transport == "udp" else []))
    check(understood, terminal, name_bytes(layout))


@pytest.mark.parametrize("witness", LAYOUTS)
@pytest.mark.parametrize("width", [28, 72])
def test_people_of_both_widths_are_read(simulators, witness, width):
    terminal = simulators(["40"], "--rows", "40", "--user-width", str(width)).layouts["40"]
    check(ask(witness, terminal), terminal, 8 if width == 28 else 24)


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize("witness", LAYOUTS)
@pytest.mark.parametrize("length", [12, 32, 36, 52])
def test_punches_are_heard_at_once(simulators, witness, length, transport):
    # People with numbers for ids: an event of 12 bytes holds nothing else.
    arguments = ["--rows", "3", "--user-width", "28", "--event-layout", str(length), "--punch-every", "250"]
    running = simulators(["40"], *arguments)
    terminal = running.layouts["40"]
    heard = ask(witness, terminal, "--events", "3", *(["--udp"] if transport == "udp" else []))["events"]
    running.read()
    happened = running.events[terminal.serial]
    first = happened.index(heard[0])
    assert heard == happened[first : first + 3]


def test_a_client_that_steps_forty_bytes_misreads_longer_rows(simulators):
    """The counter-proof: rows of 48 bytes are not rows of 40 with another name."""
    terminal = simulators(ALL, "--rows", "3000").layouts["48"]
    punches = ask("pyzk", terminal)["punches"]
    assert len(punches) == 3600 and punches != terminal.punches
