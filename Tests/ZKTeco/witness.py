"""Reads one terminal with a client that others wrote, and prints what it understood as JSON.

Runs in a process of its own: what it loads is under another licence than ours.
"""

import argparse
import importlib
import json
import sys

MODULES = {"pyzk": "zk", "pyzk2": "pyzk2"}


def row(attendance):
    return {
        "user": attendance.user_id,
        "time": str(attendance.timestamp),
        "verify": attendance.status,
        "state": attendance.punch,
    }


def events(terminal, count):
    """The next so many punches; None comes whenever a while passes without one."""
    heard = []
    for attendance in terminal.live_capture(new_timeout=10):
        if attendance is None:
            raise SystemExit("nothing was heard in time")
        heard.append(row(attendance))
        if len(heard) == count:
            terminal.end_live_capture = True
    return heard


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("witness", choices=MODULES)
    parser.add_argument("port", type=int)
    parser.add_argument("--udp", action="store_true")
    parser.add_argument("--key", type=int, default=0)
    parser.add_argument("--events", type=int)
    asked = parser.parse_args()
    client = importlib.import_module(MODULES[asked.witness]).ZK(
        "127.0.0.1", port=asked.port, timeout=10, password=asked.key, force_udp=asked.udp, ommit_ping=True)
    terminal = client.connect()
    try:
        if asked.events:
            understood = {"events": events(terminal, asked.events)}
        else:
            terminal.disable_device()
            users = [
                {"uid": user.uid, "user": user.user_id, "name": user.name, "privilege": user.privilege}
                for user in terminal.get_users()
            ]
            understood = {
                "users": users,
                "punches": [row(attendance) for attendance in terminal.get_attendance()],
                "serial": terminal.get_serialnumber(),
                "firmware": terminal.get_firmware_version(),
                "platform": terminal.get_platform(),
                "time": str(terminal.get_time()),
            }
            terminal.read_sizes()
            understood["sizes"] = [terminal.users, terminal.records, terminal.rec_cap]
            terminal.enable_device()
    finally:
        terminal.disconnect()
    json.dump(understood, sys.stdout)


main()
