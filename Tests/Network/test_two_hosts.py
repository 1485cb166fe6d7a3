"""Finding, asking and unbinding devices across a real network."""

import json
import os
import re
import select
import stat
import threading
import time

import pytest

from conftest import BINARIES, short


def listed(result):
    assert result.status == 0, result
    return {device["mac"]: device for device in json.loads(result.output)["devices"]}


def test_discover_lists_the_devices_of_another_host_in_under_four_seconds(installer, devices):
    site = devices()
    began = time.monotonic()
    found = listed(installer.rollcall("discover", "--json"))
    assert time.monotonic() - began < 4
    assert {mac.upper() for mac in found} == {device["mac"] for device in site.all}
    for device in site.all:
        shown = next(value for mac, value in found.items() if mac.upper() == device["mac"])
        assert shown["serial"] == device["serial"] and shown["shortSerial"] == short(device["serial"])
        assert shown["ipv4"] == shown["source"] == device["ipv4"]
        assert shown["httpPort"] == 80 and shown["commandPort"] == 8000
        assert not shown["contested"]
    states = {device["shortSerial"]: (device["activated"], device["hikConnect"], device["binding"]) for device in found.values()}
    assert states == {
        "K12345671": (True, "enabled", "bound"), "K12345672": (True, "enabled", "notBound"),
        "E12345673": (True, "disabled", "unknown"), "G12345674": (True, "enabled", "unknown"),
        "Q12345675": (True, "unsupported", "unknown"), "F12345676": (False, "enabled", "unknown"),
        "E12345677": (True, "enabled", "bound")}


def test_a_device_of_a_foreign_subnet_is_found(installer, devices):
    devices()
    found = listed(installer.rollcall("discover", "--json", "--timeout", "1"))
    fresh = found["44-47-CC-00-10-06"]
    assert fresh["ipv4"] == fresh["source"] == "192.168.1.64" and fresh["activated"] is False


@pytest.mark.parametrize("interface", ["lan0", "10.77.0.1"])
def test_the_interface_is_chosen_by_name_and_by_address(installer, devices, interface):
    devices()
    assert len(listed(installer.rollcall("discover", "--json", "--timeout", "1", "--interface", interface))) == 7
    nothing = installer.rollcall("discover", "--timeout", "0.5", "--interface", "lo")
    assert nothing.status == 0 and "network segment" in nothing.errors
    unknown = installer.rollcall("discover", "--interface", "eth7")
    assert unknown.status == 1 and "lan0 (10.77.0.1)" in unknown.errors


@pytest.mark.parametrize("quirk", ["multicast", "duplicate", "late", "crlf", "stray-bytes", "old-names", "trailing-space"])
def test_devices_are_found_whatever_their_firmware_does(installer, devices, quirk):
    devices("--quirk", quirk)
    assert len(listed(installer.rollcall("discover", "--json", "--timeout", "2"))) == 7


def test_a_table_for_people_in_their_language(installer, devices):
    devices()
    table = installer.rollcall("discover", "--timeout", "1", LANG="vi_VN.UTF-8")
    assert "SERI NGẮN" in table.output and "chưa kích hoạt" in table.output
    english = installer.rollcall("discover", "--timeout", "1")
    assert re.search(r"DS-K1T341AMF +K12345671 +44-47-CC-00-10-01 +10\.77\.0\.11 .* bound", english.output)


def test_several_clients_of_one_machine_hear_every_device(installer, devices):
    devices()
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(installer.rollcall("discover", "--json", "--timeout", "1.5")))
        for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(listed(result)) for result in results] == [7, 7, 7]


def test_the_binding_is_asked_for_and_named_with_what_says_so(installer, devices):
    devices()
    states = {}
    for number in range(1, 8):
        result = installer.rollcall("unbind", "status", "--mac", f"4447CC00100{number}", "--json")
        assert result.status == 0, result
        state = json.loads(result.output)
        states[state["shortSerial"]] = (state["binding"], state["hikConnect"], state["basis"])
    assert states == {
        "K12345671": ("bound", "enabled", "asked"), "K12345672": ("notBound", "enabled", "asked"),
        "E12345673": ("unknown", "disabled", "serviceOff"), "G12345674": ("unknown", "offline", "none"),
        "Q12345675": ("unknown", "unsupported", "none"), "F12345676": ("unknown", "enabled", "none"),
        "E12345677": ("bound", "enabled", "asked")}
    nobody = installer.rollcall("unbind", "status", "--mac", "02-00-00-00-00-09", "--timeout", "1")
    assert nobody.status == 1 and "answered within 1 s" in nobody.errors


def test_key_strings_go_to_standard_output_or_a_file_of_ones_own(installer, devices, tmp_path):
    site = devices()
    for device in site.all:
        result = installer.rollcall("unbind", "key", "--mac", device["mac"])
        if short(device["serial"]) == "F12345676":
            assert result.status == 1 and "not activated" in result.errors and not result.output
        else:
            assert result.output == device["key"] + "\n", result
    path = tmp_path / "key.txt"
    assert installer.rollcall("unbind", "key", "--mac", site.all[0]["mac"], "-o", path).status == 0
    assert path.read_text() == site.all[0]["key"] + "\n" and stat.S_IMODE(path.stat().st_mode) == 0o600
    over = installer.rollcall("unbind", "key", "--mac", site.all[1]["mac"], "-o", path)
    assert over.status == 1 and path.read_text() == site.all[0]["key"] + "\n", "no file is written over"


def test_the_right_password_unbinds_and_the_wrong_one_is_refused(installer, devices):
    site = devices()
    mac = site.all[0]["mac"]
    wrong = installer.rollcall("unbind", "execute", "--mac", mac, input="guess\n")
    assert wrong.status == 1 and "4 tries are left" in wrong.errors and not wrong.output
    done = installer.rollcall("unbind", "execute", "--mac", mac, "--json", input=site.password + "\n")
    assert done.status == 0 and json.loads(done.output)["result"] == "unbound", done
    state = json.loads(installer.rollcall("unbind", "status", "--mac", mac, "--json").output)
    assert state["binding"] == "notBound"
    for result in (wrong, done):
        assert "guess" not in str(result) and site.password not in str(result)


def test_a_lock_is_shown_with_its_minutes_and_no_password_is_tried_twice(installer, devices):
    site = devices()
    mac = site.all[6]["mac"]
    left = []
    for _ in range(6):
        result = installer.rollcall("unbind", "execute", "--mac", mac, "--json", input="guess\n")
        assert result.status == 1
        outcome = json.loads(result.output)
        left.append((outcome["result"], outcome["triesLeft"], outcome["lockMinutes"]))
    assert left == [
        ("wrongPassword", 4, None), ("wrongPassword", 3, None), ("wrongPassword", 2, None), ("wrongPassword", 1, None),
        ("locked", None, 30), ("locked", None, 30)]
    assert "30 minutes" in installer.rollcall("unbind", "execute", "--mac", mac, input=site.password + "\n").errors


def test_a_password_on_a_terminal_is_confirmed_first_and_not_echoed(installer, devices):
    site = devices()
    mac = site.all[0]["mac"]
    pid, terminal = os.forkpty()
    if pid == 0:
        words = installer.words(BINARIES / "rollcall", "unbind", "execute", "--mac", mac)
        os.execvpe(words[0], words, {**os.environ, "LANG": "C.UTF-8"})
    seen = ""

    def until(text):
        nonlocal seen
        end = time.monotonic() + 20
        while text not in seen:
            assert time.monotonic() < end and select.select([terminal], [], [], 20)[0], seen
            try:
                seen += os.read(terminal, 4096).decode(errors="replace")
            except OSError:
                raise AssertionError(seen)

    until("Unbind it? [y/N] ")
    assert site.all[0]["serial"] in seen and "10.77.0.11" in seen
    os.write(terminal, b"y\n")
    until("password: ")
    os.write(terminal, site.password.encode() + b"\n")
    until("has been unbound")
    assert os.waitpid(pid, 0)[1] == 0
    assert site.password not in seen


def test_an_impostor_gets_no_password(installer, devices, site):
    known = devices()
    mac = known.all[0]["mac"]
    site.ip("address", "add", "10.77.0.99/24", "dev", "lan0")
    impostor = site.python("impostor.py", "10.77.0.99")
    try:
        result = installer.rollcall("unbind", "execute", "--mac", mac, input=known.password + "\n")
        assert result.status == 1 and "10.77.0.99" in result.errors and "not sent" in result.errors, result
        assert json.loads(installer.rollcall("unbind", "status", "--mac", mac, "--json").output)["binding"] == "bound"
    finally:
        impostor.terminate()
        heard = impostor.communicate()[0]
        site.ip("address", "del", "10.77.0.99/24", "dev", "lan0")
    assert "answered" in heard and "password" not in heard


def test_two_answers_to_the_exchange_keep_the_password_back(installer, devices):
    known = devices("--quirk", "two-secrets")
    result = installer.rollcall("unbind", "execute", "--mac", known.all[0]["mac"], input=known.password + "\n")
    assert result.status == 1 and "answered twice" in result.errors and "not sent" in result.errors


def test_rubbish_is_ignored_and_counted(installer, devices, site):
    devices()
    neighbour = site.python("rubbish.py", "10.77.0.2")
    try:
        result = installer.rollcall("discover", "--json")
    finally:
        neighbour.terminate()
        heard = neighbour.communicate()[0]
    document = json.loads(result.output)
    found = listed(result)
    # What is cut off behind its MAC address is listed like any loosely written announcement; the rest is nobody.
    assert len([mac for mac in found if mac.startswith("44-47")]) == 7
    assert "02-00-00-00-00-01" not in found
    sent = int(heard.split()[-1])
    assert document["ignoredDatagrams"] >= sent * 0.8, (document["ignoredReasons"], sent)
    assert {"unreadable", "declaration", "tooLarge", "foreign", "nameless"} <= set(document["ignoredReasons"])


def test_a_flood_of_devices_fills_no_memory(installer, devices, site):
    devices()
    neighbour = site.python("rubbish.py", "10.77.0.2", "flood")
    try:
        process = installer.start(BINARIES / "rollcall", "discover", "--json", "--timeout", "4")
        chunks = []
        reader = threading.Thread(target=lambda: chunks.append(process.stdout.read()))
        reader.start()
        _, status, usage = os.wait4(process.pid, 0)
        reader.join()
    finally:
        neighbour.terminate()
        neighbour.communicate()
    assert status == 0
    document = json.loads(chunks[0])
    assert len(document["devices"]) <= 4096 and document["ignoredReasons"]["flood"] > 0
    assert usage.ru_maxrss < 300_000, f"{usage.ru_maxrss} KiB"


# What keeps a search from happening is said with what to do about it.


def test_a_port_that_another_program_keeps_for_itself_is_named(installer, devices):
    hog = installer.start(
        "python3", "-c",
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('', 37020));"
        "print('ready', flush=True); input()", stdin=-1)
    assert hog.stdout.readline() == "ready\n"
    try:
        result = installer.rollcall("discover")
    finally:
        hog.communicate("\n")
    assert result.status == 1 and "37020" in result.errors and "close that program" in result.errors


def test_an_interface_that_is_down_is_named(installer, devices):
    installer.ip("link", "set", "lan0", "down")
    try:
        result = installer.rollcall("discover", "--interface", "lan0", "--timeout", "1")
    finally:
        installer.ip("link", "set", "lan0", "up")
        installer.ip("route", "add", "224.0.0.0/4", "dev", "lan0")
    assert result.status == 1 and "lan0 (10.77.0.1)" in result.errors and "ip link set" in result.errors, result


def test_what_a_firewall_forbids_is_said(installer, devices):
    firewall = "table inet filter { chain output { type filter hook output priority 0; ip daddr 239.255.255.250 drop; }; }"
    assert installer.start("nft", firewall).wait() == 0
    try:
        result = installer.rollcall("discover", "--timeout", "1")
    finally:
        assert installer.start("nft", "delete table inet filter").wait() == 0
    assert result.status == 1 and "firewall" in result.errors and "lan0 (10.77.0.1)" in result.errors, result


def test_a_list_is_reported_across_the_network_and_marked(installer, devices, site, tmp_path):
    devices()
    data = tmp_path / "data"
    token = site.rollcall("--data", data, "api-token", "add", "laptop", "--scope", "network.report").output.split()[-1]
    server = site.start(
        BINARIES / "rollcall", "--data", data, "serve", "--listen", "10.77.0.2:8080", "--host-name", "10.77.0.2")
    try:
        assert "https://10.77.0.2:8080" in server.stdout.readline()
        address = "https://10.77.0.2:8080"
        report = ["discover", "--timeout", "1", "--site", "Kho Bình Dương", "--report", address]
        distrusted = installer.rollcall(*report, ROLLCALL_TOKEN=token)
        assert distrusted.status == 1 and "--trust" in distrusted.errors, distrusted
        authority = tmp_path / "ca.crt"
        installer.start("python3", "-c", (
            "import ssl, urllib.request; c = ssl._create_unverified_context();"
            f"open('{authority}', 'wb').write(urllib.request.urlopen('{address}/ca.crt', context=c).read())")).wait()
        sent = installer.rollcall(*report, "--trust", authority, ROLLCALL_TOKEN=token)
        assert sent.status == 0 and "Kho Bình Dương: lan0 (10.77.0.1)" in sent.errors, sent
        missing = installer.rollcall(*report)
        assert missing.status == 1 and "ROLLCALL_TOKEN" in missing.errors
    finally:
        server.terminate()
        server.communicate()
    history = json.loads(site.rollcall("--data", data, "history", "--json").output)
    (entry,) = [entry for entry in history if entry["event"] == "network.reported"]
    assert entry["actor"] == "token laptop"


# An independent client against the simulated devices: what it understands is not an agreement between us and ourselves.


def peer(installer, *words):
    process = installer.python("peer.py", *words)
    output, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    return json.loads(output)


def test_hiktools_finds_the_simulated_devices(installer, devices):
    site = devices()
    answers = peer(installer, "inquiry")
    # It hears unicast answers alone, has no class for the firmware that writes a blank behind the type, and cannot
    # read the one that puts stray bytes around its XML.
    assert sorted(answer["class"] for answer in answers) == [
        "BasicDictObject", "DiscoveryPacket", "DiscoveryPacket", "not XML"]
    answers = [answer for answer in answers if answer["class"] != "not XML"]
    expected = {device["serial"] for device in site.all if short(device["serial"])[-1] in "135"}
    assert {answer["DeviceSN"] for answer in answers} == expected
    for answer in answers:
        assert answer["MAC"] and answer["DeviceDescription"] and answer["Activated"] == "true"


def test_hiktools_takes_key_strings(installer, devices):
    site = devices()
    (answer,) = peer(installer, "getcode", "44-47-cc-00-10-05")
    assert answer["class"] == "DeviceSafeCodePacket" and answer["Code"] == site.all[4]["key"]
    (second,) = peer(installer, "getencryptstring", "44-47-CC-00-10-01")
    assert second["EncryptString"] == site.all[0]["key"]
    assert peer(installer, "getcode", "02-00-00-00-00-01") == [], "nobody answers for another device"
