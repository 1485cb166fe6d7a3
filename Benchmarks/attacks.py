"""Photos that try to be taken for proof of a serial, and honest ones: how many of each the rules believe.

    python Benchmarks/attacks.py ROLLCALL FOLDER ATTACKS HONEST SEED [WORDS OF A CLASS]
"""

import collections
import json
import pathlib
import random
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/Pictures"))

from PIL import Image, ImageDraw, ImageFilter  # noqa: E402

from label_pictures import (  # noqa: E402
    Label, Scene, draw_label, faint, font, glaring, photograph, qr_picture, random_code, random_serial)

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
attacks, honest, seed = (int(word) for word in sys.argv[3:6])
only = sys.argv[6] if len(sys.argv) > 6 else ""
chance = random.Random(seed)
MODELS = ["DS-2CD2143G0-I", "DS-K1T341AMF", "DS-7608NI-K2/8P"]


def label(serial, **changes):
    return Label(serial, code=random_code(chance), model=chance.choice(MODELS), **changes)


def scene(places=None, width=0.5):
    """As a careful hand holds a telephone."""
    return Scene(
        width=2400, height=1800, label_width=chance.uniform(width - 0.1, width + 0.15),
        angle=chance.choice([0, 90, 180, 270]) + chance.uniform(-15, 15), tilt=chance.uniform(0, 0.1),
        blur=chance.uniform(0, 1.2), noise=chance.randint(0, 12), light=chance.uniform(0.6, 1.1),
        seed=chance.randint(0, 1 << 30), places=places or [(0.5, 0.5)])


def pasted(over, text, soften=0):
    """A code stuck over the one of a label."""
    paper = draw_label(over)
    if soften:
        paper = paper.filter(ImageFilter.GaussianBlur(soften))
    return pasted_on(paper, text)


def pasted_on(paper, text):
    paper.paste(qr_picture(text).resize((310, 310), Image.NEAREST), (565, 25))
    return paper


def told(label):
    return "\r".join([label.site, label.serial, label.code, label.model]) + "\r"


def sheet(text, *lines):
    """A sheet of paper with a code and some words, as any printer makes it."""
    paper = Image.new("L", (900, 460), 250)
    paper.paste(qr_picture(text).resize((300, 300), Image.NEAREST), (570, 30))
    for row, line in enumerate(lines):
        ImageDraw.Draw(paper).text((30, 60 + 60 * row), line, fill=10, font=font(34))
    return paper


def one_off(serial):
    last = chance.choice([digit for digit in "0123456789" if digit != serial[-1]])
    return serial[:-1] + last


def two(first, second):
    return photograph([first, second], scene([(0.27, 0.5), (0.74, 0.5)], width=0.38))


def one(paper):
    return photograph([paper], scene())


def bleached(paper):
    return faint(paper, chance.randint(150, 215))


def blurred(paper):
    """As it is seen outside of the depth of field."""
    return paper.filter(ImageFilter.GaussianBlur(chance.uniform(3, 6)))


def shone_on(photo, place, size=0.2):
    return glaring(photo, place, size, chance.uniform(6, 16))


CLASSES = {
    "another device's label": lambda x, y: one(label(y)),
    "a serial that differs in its last digit": lambda x, y: one(label(one_off(x))),
    "a code over another label": lambda x, y: one(pasted(label(y), told(label(x)))),
    "a code over another label, its letters blurred": lambda x, y: one(pasted(label(y), told(label(x)), 3.5)),
    "a code over a label that differs in its last digit": lambda x, y: one(pasted(label(one_off(x)), told(label(x)))),
    "a code of free text": lambda x, y: one(sheet(f"hello {x}", f"S/N: {x}")),
    "a code with a link": lambda x, y: one(sheet(f"https://example.com/{x}", f"S/N: {x}")),
    "a code of a wireless network": lambda x, y: one(sheet(f"WIFI:T:WPA;S:{x};P:{x};;", f"S/N: {x}")),
    "a code with the serial alone": lambda x, y: one(sheet(x, "HIKVISION", f"S/N: {x}")),
    "a code beside another device's barcode": lambda x, y: two(
        label(x), label(y, qr=None, barcode="serial", text=False)),
    "two labels": lambda x, y: two(label(x), label(y)),
    "a code beside another device's letters": lambda x, y: two(label(x), label(y, qr=None)),
    "letters without a code": lambda x, y: one(label(x, qr=None)),
    "a code beside another label in glare": lambda x, y: shone_on(two(label(x), label(y)), (0.74, 0.5)),
    "a code beside another device's letters in glare": lambda x, y: shone_on(
        two(label(x), label(y, qr=None)), (0.74 + chance.uniform(-0.1, 0.1), 0.5), 0.12),
    "a code over another label, its letters in glare": lambda x, y: shone_on(
        one(pasted(label(y), told(label(x)))), (0.5 + chance.uniform(-0.15, 0.15), 0.5 + chance.uniform(-0.15, 0.15)), 0.12),
    "a code beside another device's faint barcode": lambda x, y: two(
        label(x), bleached(draw_label(label(y, qr=None, barcode="serial", text=False)))),
    "a code beside another faint label": lambda x, y: two(label(x), bleached(draw_label(label(y)))),
    "a code over a faint label": lambda x, y: one(pasted_on(bleached(draw_label(label(y))), told(label(x)))),
    "a code beside another blurred label": lambda x, y: two(label(x), blurred(draw_label(label(y)))),
    "a code beside another device's blurred letters": lambda x, y: two(label(x), blurred(draw_label(label(y, qr=None)))),
    "a label's code without its letters": lambda x, y: one(sheet(told(label(x)))),
}


def verdict(photo, serial, name):
    path = folder / f"{name}.jpg"
    photo.save(path, quality=88)
    reply = subprocess.run(
        [program, "--data", str(folder / "data"), "unbind", "check", "--network", "other", "--serial", serial,
         "--photo", str(path), "--json"], capture_output=True, text=True, check=True).stdout
    checks = {check["name"]: check for check in json.loads(reply)["checks"]}
    return checks["evidence.serial"]


folder.mkdir(parents=True, exist_ok=True)
chosen = [title for title in CLASSES if only in title]
believed, rejected = collections.Counter(), 0
for index in range(attacks):
    title = chosen[index % len(chosen)]
    claimed, other = random_serial(chance), random_serial(chance)
    found = verdict(CLASSES[title](claimed, other), claimed, f"attack{index:03}")
    if found["result"] == "pass":
        believed[title] += 1
        print(f"  believed: attack{index:03}, {title}: {found['detail']}")
passed = 0
reasons = collections.Counter()
for index in range(honest):
    serial = random_serial(chance)
    found = verdict(one(label(serial)), serial, f"honest{index:03}")
    passed += found["result"] == "pass"
    rejected += found["result"] == "fail"
    if found["result"] != "pass":
        reasons[found["detail"].replace(serial, "…")] += 1
print(f"seed {seed}: {sum(believed.values())} of {attacks} attacks in {len(chosen)} classes believed; "
      f"{passed} of {honest} honest photos pass ({100 * passed // max(honest, 1)} %), {rejected} rejected")
for reason, count in reasons.most_common(6):
    print(f"  {count} x {reason}")
