"""Draws labels of devices and photographs them: turned, seen from the side, blurred, with glare and noise.

Run it to write a set of photos and what is on them:
    python Tests/Pictures/label_pictures.py FOLDER [--count 100] [--seed 1] [--width 4000] [--height 3000]
"""

import argparse
import io
import json
import pathlib
import random
from dataclasses import dataclass, field

import barcode
import segno
from barcode.writer import ImageWriter
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SITES = ["www.hik-connect.com", "www.hik-connectru.com", "www.ezvizlife.com"]


@dataclass
class Label:
    """What stands on one label. What is None is not printed."""

    serial: str
    code: str = "ABCDEF"
    model: str = "DS-2CD2143G0-I"
    full: str | None = None
    site: str = SITES[0]
    qr: str | None = "label"  # "label", "serial", None
    barcode: str | None = None  # "full", "serial", None
    text: bool = True

    @property
    def full_serial(self):
        return self.full or f"{self.model}20210415AAWR{self.serial}"


def font(size):
    return ImageFont.load_default(size)


def qr_picture(text, scale=6, error="m"):
    stream = io.BytesIO()
    segno.make(text, error=error, micro=False).save(stream, kind="png", scale=scale, border=4)
    return Image.open(stream).convert("L")


def code128_picture(text, width=2, height=90):
    writer = ImageWriter()
    picture = barcode.get("code128", text, writer=writer).render(
        {"module_width": width * 0.0847, "module_height": height * 0.0847, "write_text": False, "quiet_zone": 3, "dpi": 300}
    )
    return picture.convert("L")


def draw_label(label, width=900, height=460):
    """The label alone, as it was printed."""
    paper = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(paper)
    pen.rectangle((4, 4, width - 5, height - 5), outline=60, width=3)
    if label.qr:
        text = label.serial if label.qr == "serial" else "\r".join([label.site, label.serial, label.code, label.model]) + "\r"
        code = qr_picture(text)
        code = code.resize((300, 300), Image.NEAREST)
        paper.paste(code, (width - 330, 30))
    if label.text:
        y = 34
        for line in ["HIKVISION", f"Model: {label.model}", f"S/N: {label.serial}", f"Verification Code: {label.code}", "12 V  0.5 A"]:
            pen.text((30, y), line, fill=10, font=font(34))
            y += 56
    if label.barcode:
        code = code128_picture(label.full_serial if label.barcode == "full" else label.serial)
        scale = min((width - 60) / code.width, 1.6)
        paper.paste(code.resize((int(code.width * scale), 90), Image.LANCZOS), (30, height - 110))
    return paper


@dataclass
class Scene:
    """How a photo is taken."""

    width: int = 1600
    height: int = 1200
    label_width: float = 0.5  # of the photo's width
    angle: float = 0
    tilt: float = 0  # 0…0.3: how much narrower the far side is
    blur: float = 0  # radius in pixels
    noise: int = 0  # 0…60
    glare: float = 0  # 0…1
    light: float = 1  # 0.3…1.3
    seed: int = 1
    places: list = field(default_factory=lambda: [(0.5, 0.5)])


def background(scene, chance):
    small = Image.new("RGB", (16, 12))
    base = [chance.randint(70, 170) for _ in range(3)]
    small.putdata([tuple(max(0, min(255, value + chance.randint(-25, 25))) for value in base) for _ in range(16 * 12)])
    return small.resize((scene.width, scene.height), Image.BICUBIC)


def tilted(picture, tilt):
    """The right side is further away."""
    if not tilt:
        return picture
    width, height = picture.size
    shrink = height * tilt / 2
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    target = [(0, 0), (width * (1 - tilt / 2), shrink), (width * (1 - tilt / 2), height - shrink), (0, height)]
    return picture.transform(picture.size, Image.PERSPECTIVE, perspective(target, source), Image.BICUBIC)


def perspective(target, source):
    """The eight numbers of a transform that takes `target` to `source`, by elimination."""
    rows = []
    for (x, y), (u, v) in zip(target, source):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(8):
            if row != column:
                factor = rows[row][column]
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column])]
    return [row[8] for row in rows]


def photograph(labels, scene):
    """One photo of some labels (or of other pictures)."""
    chance = random.Random(scene.seed)
    photo = background(scene, chance)
    for label, (x, y) in zip(labels, scene.places):
        paper = label if isinstance(label, Image.Image) else draw_label(label)
        paper = paper.convert("L")
        wide = int(scene.width * scene.label_width)
        paper = paper.resize((wide, paper.height * wide // paper.width), Image.LANCZOS)
        mask = Image.new("L", paper.size, 255)
        paper, mask = tilted(paper, scene.tilt), tilted(mask, scene.tilt)
        paper = paper.rotate(scene.angle, Image.BICUBIC, expand=True)
        mask = mask.rotate(scene.angle, Image.BICUBIC, expand=True)
        corner = (int(scene.width * x - paper.width / 2), int(scene.height * y - paper.height / 2))
        photo.paste(paper.convert("RGB"), corner, mask)
    if scene.glare:
        spot = Image.new("L", (64, 48), 0)
        x, y = chance.randint(8, 56), chance.randint(6, 42)
        ImageDraw.Draw(spot).ellipse((x - 9, y - 6, x + 9, y + 6), fill=int(255 * scene.glare))
        spot = spot.filter(ImageFilter.GaussianBlur(5)).resize(photo.size, Image.BICUBIC)
        photo = ImageChops.add(photo, Image.merge("RGB", [spot] * 3))
    if scene.light != 1:
        photo = photo.point(lambda value: min(255, int(value * scene.light)))
    if scene.blur:
        photo = photo.filter(ImageFilter.GaussianBlur(scene.blur))
    if scene.noise:
        grain = Image.effect_noise((scene.width // 2, scene.height // 2), scene.noise).resize(photo.size)
        photo = ImageChops.add(photo, Image.merge("RGB", [grain] * 3), 1, -128)
    return photo


def faint(paper, ink):
    """As a ribbon that is nearly empty prints it, or the sun bleaches it: black becomes `ink`."""
    return paper.point(lambda value: ink + (250 - ink) * value // 250)


def glaring(photo, place, size, edge):
    """The photo with the reflection of a lamp at `place`; in its middle nothing is left but white."""
    spot = Image.new("L", (240, 180), 0)
    (x, y), reach = place, size * 240
    x, y = 240 * x, 180 * y
    ImageDraw.Draw(spot).ellipse((x - reach, y - reach * 0.7, x + reach, y + reach * 0.7), fill=255)
    spot = spot.filter(ImageFilter.GaussianBlur(edge)).resize(photo.size, Image.BICUBIC)
    return ImageChops.add(photo, Image.merge("RGB", [spot] * 3))


def random_serial(chance):
    letters = chance.choice([0, 1, 1, 2])
    text = "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(letters))
    return text + "".join(chance.choice("0123456789") for _ in range(9 - letters))


def random_code(chance):
    return "".join(chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(6))


def random_photo(chance, width, height, kinds=("qr", "barcode", "both")):
    """A photo as installers take them, and the label on it."""
    kind = chance.choice(kinds)
    label = Label(
        serial=random_serial(chance),
        code=random_code(chance),
        model=chance.choice(["DS-2CD2143G0-I", "DS-K1T341AMF", "DS-7608NI-K2/8P"]),
        site=chance.choice(SITES),
        qr=None if kind == "barcode" else chance.choice(["label", "label", "serial"]),
        barcode=None if kind == "qr" else chance.choice(["full", "serial"]),
    )
    pixel = width / 4000
    scene = Scene(
        width=width,
        height=height,
        label_width=chance.uniform(0.25, 0.75),
        angle=chance.choice([0, 90, 180, 270]) + chance.uniform(-25, 25),
        tilt=chance.uniform(0, 0.18),
        blur=chance.uniform(0, 3.5) * pixel,
        noise=chance.randint(0, 20),
        glare=chance.choice([0, 0, 0.5, 0.9]),
        light=chance.uniform(0.45, 1.15),
        seed=chance.randint(0, 1 << 30),
    )
    return photograph([label], scene), label, kind


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=pathlib.Path)
    options.add_argument("--count", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--width", type=int, default=4000)
    options.add_argument("--height", type=int, default=3000)
    options.add_argument("--heic", action="store_true")
    chosen = options.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.heic:
        import pillow_heif

        pillow_heif.register_heif_opener()
    chance = random.Random(chosen.seed)
    truth = []
    for index in range(chosen.count):
        photo, label, kind = random_photo(chance, chosen.width, chosen.height)
        name = f"{index:04}." + ("heic" if chosen.heic else "jpg")
        photo.save(chosen.folder / name, quality=88)
        truth.append({"file": name, "serial": label.serial, "kind": kind})
    (chosen.folder / "truth.json").write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
