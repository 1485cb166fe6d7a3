"""An independent client, hiktools, asks the devices: everything it understands, as JSON."""

import json
import sys
from xml.etree.ElementTree import ParseError

from hiktools.sadp import SADPClient, fromdict, unmarshal

UUID = "44037D7F-7D48-4DB0-8893-05705C4AE965"
print("ready", flush=True)
with SADPClient(timeout=1) as client:
    if sys.argv[1] == "inquiry":
        client.write(fromdict({"Uuid": UUID, "MAC": "ff-ff-ff-ff-ff-ff", "Types": "inquiry"}))
    else:
        client.write(fromdict({"Uuid": UUID, "MAC": sys.argv[2], "Types": sys.argv[1]}))
    answers = []
    for message in client:
        try:
            answer = unmarshal(message.toxml())
            answers.append({"class": type(answer).__name__, **{name: answer[name] for name in answer}})
        except ParseError:
            answers.append({"class": "not XML"})
print(json.dumps(answers))
