"""Attendance terminals on another host, found from the console's network page."""

import re

import pytest

from conftest import BINARIES

PASSWORD = "a long word for one test"


@pytest.fixture
def console(installer, tmp_path):
    """A server on the installer's machine; its address."""
    data = tmp_path / "data"
    assert installer.rollcall("--data", data, "user", "add", "lan", "--role", "admin", input=PASSWORD).status == 0
    server = installer.start(
        BINARIES / "rollcall", "--data", data, "serve", "--listen", "127.0.0.1:0", "--network-interface", "lan0")
    line = server.stdout.readline()
    yield re.search(r"http://\S+", line).group()
    server.terminate()
    server.communicate(timeout=60)


@pytest.fixture
def terminals(site):
    """One at .11 that speaks both, one at .12 behind a comm key, and one that speaks UDP alone at .13."""
    processes = []
    for address, *options in [
        ("10.77.0.11", "--layout", "40"), ("10.77.0.12", "--layout", "16", "--comm-key", "123456")
    ]:
        process = site.start(BINARIES / "rollcall-simulators", "zkteco", "--address", address, "--days", "1", *options)
        assert process.stdout.readline().startswith("zkteco CQZ")
        processes.append(process)
    processes.append(site.python("udp_terminal.py", "10.77.0.13", "UDP0000013"))
    yield
    for process in processes:
        process.kill()
        process.communicate()


def found(installer, console):
    process = installer.python("search_page.py", console, "lan", PASSWORD)
    page, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    section = page[page.index("port 4370"):]
    rows = re.findall(r"<tr>(.*?)</tr>", section, re.S)
    return {re.search(r"10\.77\.0\.\d+", row).group(): row for row in rows if "10.77.0." in row}


def test_terminals_of_another_host_are_found_and_offered_as_devices(installer, console, terminals):
    rows = found(installer, console)
    assert set(rows) == {"10.77.0.11", "10.77.0.12", "10.77.0.13"}, rows
    assert "CQZ7225160001" in rows["10.77.0.11"] and "UDP only" in rows["10.77.0.13"] and "UDP0000013" in rows["10.77.0.13"]
    # What needs its comm key tells nobody its serial number.
    assert "CQZ" not in rows["10.77.0.12"] and "comm key" in rows["10.77.0.12"].lower()
    for address, row in rows.items():
        assert "/devices/new" in row and address in row.split("/devices/new")[1]


def test_where_no_terminal_is_the_page_says_so(installer, console):
    assert found(installer, console) == {}
