"""An attendance terminal that speaks UDP alone and answers greetings to everybody, written from the contract:

    udp_terminal.py ADDRESS SERIAL
"""

import select
import socket
import struct
import sys

CONNECT, EXIT, OPTION, VERSION, OK, REFUSED = 1000, 1001, 11, 1100, 2000, 2001
address, serial = sys.argv[1], sys.argv[2]


def checksum(payload):
    payload += b"\0" * (len(payload) % 2)
    total = sum(struct.unpack(f"<{len(payload) // 2}H", payload))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def packet(command, session, reply, data=b""):
    bare = struct.pack("<4H", command, 0, session, reply) + data
    return struct.pack("<4H", command, checksum(bare), session, reply) + data


def ears(place):
    heard = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    heard.bind((place, 4370))
    return heard


# What is sent to everybody comes to one socket; answers leave from the terminal's own address.
own, everybody = ears(address), ears(address.rsplit(".", 1)[0] + ".255")
print("ready", flush=True)
while True:
    datagram, client = select.select([own, everybody], [], [])[0][0].recvfrom(2048)
    command, _, session, reply = struct.unpack("<4H", datagram[:8])
    data, code, answer = datagram[8:].rstrip(b"\0"), OK, b""
    if command == CONNECT:
        session = 0x4321
    elif command == OPTION:
        known = {b"~SerialNumber": serial.encode(), b"~DeviceName": b"UDP only"}
        answer = data + b"=" + known.get(data, b"") + b"\0"
        code = OK if data in known else REFUSED
    elif command == VERSION:
        answer = b"Ver 6.60\0"
    elif command != EXIT:
        code = REFUSED
    own.sendto(packet(code, session, reply, answer), client)
