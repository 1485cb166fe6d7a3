"""A neighbour who sends whatever an attacker would, to the group and to whoever asks, until it is stopped."""

import re
import socket
import sys
import threading
import time

GROUP, PORT, address, flood = "239.255.255.250", 37020, sys.argv[1], len(sys.argv) > 2


def rubbish(uuid):
    match = f"<ProbeMatch><Uuid>{uuid}</Uuid><Types>inquiry</Types>"
    device = "<DeviceSN>DS-EVIL20250318V030500ENAAZ00000001</DeviceSN><MAC>02-00-00-00-00-01</MAC>"
    yield b""
    yield b"\x00\x01\xff\xfe" * 50
    yield b"not XML at all"
    yield b"<ProbeMatch"
    yield (match + device)[:60].encode()
    yield b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + (match + device + "<X>&a;</X></ProbeMatch>").encode()
    yield b'<!DOCTYPE lolz [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;">]>' + (match + "&m;</ProbeMatch>").encode()
    yield (match + device + "<X>" + "x" * 60_000 + "</X></ProbeMatch>").encode()
    yield ("<a>" * 2000 + "</a>" * 2000).encode()
    yield (match + device + "<X/>" * 300 + "</ProbeMatch>").encode()
    yield (match + device + "<X>" + "y" * 9000 + "</X></ProbeMatch>").encode()
    yield b"<ProbeMatch><Uuid>SOMEBODY</Uuid><Types>getcode</Types><Result>success</Result><Code>AAAA</Code></ProbeMatch>"
    yield (match + "</ProbeMatch>").encode()
    yield "<ProbeMatch><Uuid>\u0000</Uuid></ProbeMatch>".encode("utf-16")


ears = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ears.bind((GROUP, PORT))
ears.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP) + socket.inet_aton(address))
mouth = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
mouth.bind((address, 0))
mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
print("ready", flush=True)
sent = 0


def pour(asker, uuid):
    # A bounded flood: new devices without end would be ten thousand here.
    for number in range(10_000):
        mac = f"02-00-00-{number // 65536:02x}-{number // 256 % 256:02x}-{number % 256:02x}"
        mouth.sendto(
            f"<ProbeMatch><Uuid>{uuid}</Uuid><Types>inquiry</Types><DeviceSN>DS-X20250318V030500ENAAZ{number:08}</DeviceSN>"
            f"<MAC>{mac}</MAC><DeviceDescription>{'x' * 900}</DeviceDescription></ProbeMatch>".encode(), asker)
        if number % 20 == 0:
            time.sleep(0.001)


while True:
    data, asker = ears.recvfrom(65536)
    if (found := re.search(b"<Uuid>(.*?)</Uuid><Types>inquiry</Types>", data)) and b"<Probe>" in data:
        uuid = found.group(1).decode()
        for bytes_ in rubbish(uuid):
            mouth.sendto(bytes_, asker)
            sent += 1
        for bytes_ in list(rubbish(uuid))[1:7]:
            mouth.sendto(bytes_, (GROUP, PORT))
            sent += 1
        print(sent, flush=True)
        if flood:
            flood = False
            threading.Thread(target=pour, args=(asker, uuid), daemon=True).start()
