"""Reads the log of one terminal with ReadTerminal and with pyzk, and prints how long each took.

    read_terminal.py READ_TERMINAL HOST PORT

Both read the same bytes over loopback. What decoding alone takes ReadTerminal says itself; of pyzk it is what is left of its
call when the bytes come from memory.
"""

import re
import subprocess
import sys
import time

from zk import ZK, base

reader, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])


def seconds(text, word):
    number, unit = re.search(word + r" in ([0-9.e-]+) (seconds|ms)?", text).groups()
    return float(number) / (1000 if unit == "ms" else 1)


begin = time.monotonic()
said = subprocess.run([reader, host, str(port)], check=True, capture_output=True, text=True).stdout
whole = time.monotonic() - begin
count = int(re.search(r"(\d+) punches", said).group(1))
decoded = seconds(said, "decoded")

terminal = ZK(host, port=port, timeout=60, ommit_ping=True).connect()
begin = time.monotonic()
records = terminal.get_attendance()
theirs = time.monotonic() - begin
assert len(records) == count, (len(records), count)
data, size = terminal.read_with_buffer(base.const.CMD_ATTLOG_RRQ)
terminal.read_with_buffer = lambda command, *_: (data, size) if command == base.const.CMD_ATTLOG_RRQ else (b"", 0)
terminal.get_users = lambda: []
begin = time.monotonic()
terminal.get_attendance()
their_decoding = time.monotonic() - begin
terminal.disconnect()
print(
    f"{count} punches: read and decoded in {whole:.2f} s (pyzk {theirs:.2f} s, ratio {theirs / whole:.1f}), "
    f"decoded in {decoded:.3f} s (pyzk {their_decoding:.2f} s, ratio {their_decoding / decoded:.0f})")
