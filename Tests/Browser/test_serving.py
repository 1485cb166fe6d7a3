"""How the server is reached: by its own authority, by certificate files, unencrypted by choice."""

import http.client
import http.cookiejar
import json
import re
import socket
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
import warnings

import pytest

from conftest import BINARIES, Program

PASSWORD = "tám giờ sáng quẹt thẻ"


@pytest.fixture
def served(tmp_path):
    """Starts servers on data directories of this test; they are stopped at its end."""
    programs = []

    def serve(*arguments, data="data"):
        program = Program(
            "rollcall", "--data", str(tmp_path / data), "serve", *arguments, log=tmp_path / f"log{len(programs)}")
        programs.append(program)
        address = program.wait_for(r"(https?://[\w.\[\]:]+:\d+)\n").group(1)
        return program, address

    yield serve
    for program in programs:
        if program.process.poll() is None:
            assert program.stop() == 0, program.output


def trusting(authority):
    context = ssl.create_default_context(cadata=authority)
    return context


def fetch(address, context, data=None, jar=None):
    handlers = [urllib.request.HTTPSHandler(context=context)]
    if jar is not None:
        handlers.append(urllib.request.HTTPCookieProcessor(jar))
    body = urllib.parse.urlencode(data).encode() if data else None
    return urllib.request.build_opener(*handlers).open(urllib.request.Request(address, body), timeout=20)


def test_off_loopback_tls_is_by_an_authority_of_its_own_that_phones_can_install(served):
    program, address = served("--listen", "0.0.0.0:0", "--host-name", "rollcall.test")
    assert address.startswith("https://")
    port = address.rsplit(":", 1)[1]
    address = f"https://localhost:{port}"
    with pytest.raises(urllib.error.URLError):
        fetch(address + "/login", ssl.create_default_context())
    blind = ssl.create_default_context()
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    root = fetch(address + "/ca.crt", blind)
    assert root.headers["Content-Type"] == "application/x-x509-ca-cert"
    authority = root.read()
    context = trusting(authority)
    # The root alone makes the browser trust every name and address of the server.
    for host in ("localhost", "127.0.0.1"):
        assert fetch(f"https://{host}:{port}/setup", context).status == 200
    # Strangers on the network do not make the first account: the code stands where the server was started.
    code = re.search(r"setup\?code=(\S+)", program.output).group(1)
    form = {"name": "lan", "password": PASSWORD, "language": "vi", "time-zone": "Asia/Ho_Chi_Minh"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetch(address + "/setup", context, {**form, "code": "guess"})
    assert refused.value.code == 422
    jar = http.cookiejar.CookieJar()
    fetch(address + "/setup", context, {**form, "code": code}, jar)
    (cookie,) = [cookie for cookie in jar if cookie.name == "__Host-rollcall"]
    assert cookie.name == "__Host-rollcall" and cookie.secure and cookie.path == "/"
    # The same root after a restart: nobody installs it twice.
    assert program.stop() == 0
    _, again = served("--listen", "0.0.0.0:0")
    port = again.rsplit(":", 1)[1]
    assert fetch(f"https://localhost:{port}/ca.crt", context).read() == authority


def test_certificate_files_are_used_and_wrong_ones_named(served, tmp_path):
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    _, address = served("--listen", "127.0.0.1:0", "--tls-certificate", str(certificate), "--tls-key", str(key))
    port = address.rsplit(":", 1)[1]
    context = trusting(certificate.read_text())
    assert fetch(f"https://localhost:{port}/setup", context).status == 200
    wrong = subprocess.run(
        [str(BINARIES / "rollcall"), "--data", str(tmp_path / "other"), "serve", "--listen", "127.0.0.1:0",
         "--tls-certificate", str(key), "--tls-key", str(key)], capture_output=True, text=True, timeout=60)
    assert wrong.returncode == 1 and "cannot be used" in wrong.stderr
    half = subprocess.run(
        [str(BINARIES / "rollcall"), "serve", "--tls-key", str(key)], capture_output=True, text=True, timeout=60)
    assert half.returncode == 64


def test_without_encryption_only_by_choice_and_said_on_every_page(served):
    program, address = served("--listen", "0.0.0.0:0", "--insecure-http")
    assert address.startswith("http://")
    program.wait_for("--insecure-http sends passwords")
    port = address.rsplit(":", 1)[1]
    page = urllib.request.urlopen(f"http://127.0.0.1:{port}/setup", timeout=20).read().decode()
    assert "--insecure-http" in page


def agreed(port, ciphers=None, highest=ssl.TLSVersion.TLSv1_3, lowest=ssl.TLSVersion.TLSv1):
    """The suite that a client of such abilities and the server agree to; raises where there is none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = lowest, highest
    # SECLEVEL=0, so that it is not this client that refuses.
    context.set_ciphers((ciphers or "ALL") + ":@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain, context.wrap_socket(plain) as secure:
        return secure.version(), secure.cipher()[0]


def test_only_suites_that_authenticate_and_forget_their_keys_and_browsers_are_told_to_stay(served):
    _, address = served("--listen", "127.0.0.1:0", "--own-certificate")
    port = int(address.rsplit(":", 1)[1])
    assert agreed(port)[0] == "TLSv1.3"
    assert "GCM" in agreed(port, highest=ssl.TLSVersion.TLSv1_2)[1]
    assert "CHACHA20" in agreed(port, "ECDHE+CHACHA20", highest=ssl.TLSVersion.TLSv1_2)[1]
    for ciphers in ("ECDHE+AESCBC", "kRSA+AESGCM", "kRSA+AESCBC"):
        with pytest.raises(ssl.SSLError):
            agreed(port, ciphers, highest=ssl.TLSVersion.TLSv1_2)
    for old in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1):
        with pytest.raises((ssl.SSLError, ConnectionError)):
            agreed(port, highest=old)
    blind = ssl.create_default_context()
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    # A name of the server's own; `localhost` belongs to other programs of the machine too.
    assert fetch(f"https://localhost:{port}/login", blind).headers["Strict-Transport-Security"] is None
    stay = fetch(f"https://127.0.0.1:{port}/login", blind).headers["Strict-Transport-Security"]
    assert int(re.match(r"max-age=(\d+)", stay).group(1)) >= 180 * 86400


def status(address, host, context=None, **headers):
    connection = (
        http.client.HTTPSConnection(*address, timeout=20, context=context) if context
        else http.client.HTTPConnection(*address, timeout=20))
    connection.putrequest("GET", "/setup", skip_host=True)
    for name, value in {"Host": host, **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse().status


def test_over_tls_and_behind_a_proxy_the_exact_names_are_answered_and_no_others(served):
    blind = ssl.create_default_context()
    blind.check_hostname = False
    blind.verify_mode = ssl.CERT_NONE
    _, secure = served("--listen", "0.0.0.0:0", "--host-name", "rollcall.test", data="secure")
    _, proxied = served(
        "--listen", "127.0.0.1:0", "--behind-proxy", "127.0.0.1", "--host-name", "rollcall.test", data="proxied")
    for address, context, headers in (
        (secure, blind, {}), (proxied, None, {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"})):
        place = ("127.0.0.1", int(address.rsplit(":", 1)[1]))
        for name in ("rollcall.test", "ROLLCALL.test", "rollcall.test:443", f"rollcall.test:{place[1]}"):
            assert status(place, name, context, **headers) == 200, name
        for name in (
            "evil.example", "rollcall.test.evil.example", "evil-rollcall.test", "x.rollcall.test", "", "rollcall.test@x",
            "rollcall.test:443:1", "rollcall.test:@evil.example", "rollcall.test:80@evil.example"):
            assert status(place, name, context, **headers) in (400, 421), name


def test_the_simulated_company_survives_a_restart(served):
    program, address = served("--listen", "127.0.0.1:0")
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def ask(path, **form):
        body = urllib.parse.urlencode(form).encode() if form else None
        return opener.open(urllib.request.Request(address + path, body), timeout=60).read().decode()

    code = program.wait_for(r"setup\?code=(\S+)").group(1)
    start = ask("/setup", code=code, name="lan", password=PASSWORD, language="en", **{"time-zone": "Asia/Ho_Chi_Minh"})
    token = re.search(r'name="_token" value="([^"]+)"', start).group(1)
    ask("/start/simulator", _token=token)
    data = str(program.process.args[2])

    def devices():
        listed = subprocess.run(
            [str(BINARIES / "rollcall"), "--data", data, "device", "list", "--json"], capture_output=True, text=True,
            check=True)
        return json.loads(listed.stdout)

    from conftest import eventually

    eventually(lambda: all(device["punchCount"] > 100 for device in devices()) and len(devices()) == 2, 60)
    assert program.stop() == 0
    served("--listen", "127.0.0.1:0")
    result = subprocess.run(
        [str(BINARIES / "rollcall"), "--data", data, "device", "test", devices()[0]["name"]], capture_output=True,
        text=True)
    assert result.returncode == 0, result.stderr
