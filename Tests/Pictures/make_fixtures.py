"""Writes the pictures of Tests/LabelsTests/Pictures. They are kept in the repository: Swift's tests need no Python."""

import base64
import pathlib
import struct
import sys
import zlib

import pillow_heif
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from label_pictures import Label, Scene, draw_label, faint, font, glaring, photograph, qr_picture

pillow_heif.register_heif_opener()
folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent / "LabelsTests/Pictures")
folder.mkdir(parents=True, exist_ok=True)


def save(name, picture, **options):
    picture.save(folder / name, quality=85, **options)


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = "taken at 10.7769 N 106.7009 E"
    return data


own = Label("Q01728482", code="HZKQTW")
save("label.jpg", photograph([own], Scene(1200, 900, noise=6, seed=2)))
save("label.png", photograph([own], Scene(800, 600, seed=2)))
save("label.webp", photograph([own], Scene(1200, 900, noise=6, seed=3)))
save("label.heic", photograph([own], Scene(1200, 900, noise=6, seed=4)))
save("sideways.jpg", photograph([own], Scene(900, 1200, angle=90, noise=4, seed=5)).rotate(180), exif=exif(6))
save("tilted.jpg", photograph([own], Scene(1200, 900, angle=24, tilt=0.2, noise=8, light=0.6, seed=6)))
save("leaning.jpg", photograph([own], Scene(1400, 1000, angle=12, noise=5, seed=61)))
save("glare.jpg", photograph([own], Scene(1200, 900, glare=0.7, seed=7)))
save("barcode-full.jpg", photograph([Label("Q01728482", qr=None, barcode="full")], Scene(1400, 900, label_width=0.85, seed=8)))
save("barcode-slanted.jpg", photograph([Label("Q01728482", qr=None, barcode="serial", text=False)], Scene(1400, 1000, angle=31, label_width=0.6, seed=9)))
save("other.jpg", photograph([Label("E12345678")], Scene(1200, 900, seed=10)))
save("one-off.jpg", photograph([Label("Q01728483")], Scene(1200, 900, seed=11)))
save("two-labels.jpg", photograph([own, Label("E12345678")], Scene(1600, 900, label_width=0.4, places=[(0.26, 0.4), (0.74, 0.6)], seed=12)))
save("label-and-text.jpg", photograph([own, Label("E12345678", qr=None)], Scene(1800, 900, label_width=0.46, places=[(0.25, 0.5), (0.75, 0.5)], seed=13)))
save("text.jpg", photograph([Label("Q01728482", code="HZKQTW", qr=None)], Scene(1400, 900, label_width=0.8, noise=4, seed=14)))
save("other-text.jpg", photograph([Label("E12345678", qr=None)], Scene(1400, 900, label_width=0.8, seed=15)))
save("nothing.jpg", photograph([], Scene(1200, 900, noise=10, seed=16)))
save("serial-qr.jpg", photograph([Label("Q01728482", qr="serial", text=False)], Scene(900, 700, seed=17)))
save("blurred.jpg", photograph([own], Scene(1200, 900, label_width=0.3, blur=9, seed=18)))

# Printed for presses, and light on dark as on black devices.
save("inks.jpg", photograph([own], Scene(1200, 900, noise=6, seed=19)).convert("CMYK"))
save("dark.jpg", photograph([ImageOps.invert(draw_label(own))], Scene(1200, 900, noise=4, seed=20)))
# The claimed device's code beside another one's, of which a barcode alone tells.
save("beside.jpg", photograph(
    [own, Label("E12345678", qr=None, barcode="serial", text=False)],
    Scene(1800, 900, label_width=0.45, places=[(0.25, 0.5), (0.75, 0.5)], seed=21)))

# The claimed device's label beside another one that a person sees and no reader reads.
pair = Scene(1800, 900, label_width=0.42, noise=6, places=[(0.25, 0.5), (0.75, 0.5)], seed=23)
second = draw_label(Label("E12345678"))
save("second-faint.jpg", photograph([own, faint(second, 215)], pair))
save("second-blurred.jpg", photograph([own, second.filter(ImageFilter.GaussianBlur(7))], pair))
save("second-glaring.jpg", glaring(photograph([own, second], pair), (0.75, 0.5), 0.2, 8))

# The verification code stands in letters, but where no look for text goes: upright along the QR code.
upright = draw_label(own)
pen = ImageDraw.Draw(upright)
pen.rectangle((20, 196, 560, 252), fill=250)
letters = Image.new("L", (200, 44), 250)
ImageDraw.Draw(letters).text((4, 0), own.code, fill=10, font=font(34))
upright.paste(letters.rotate(90, expand=True), (520, 60))
save("upright-code.jpg", photograph([upright], Scene(1200, 900, label_width=0.7, noise=4, seed=22)))

key = base64.b64encode(bytes.fromhex("03000000") + b"Q01728482" + bytes.fromhex("1f99613f")).decode()
save("key.png", qr_picture(key, scale=8))

# One picture in every way of storing it: the colours run over it as PictureWaysTests computes them.
gradient = Image.merge("RGB", [
    Image.linear_gradient("L").rotate(90).resize((192, 128)), Image.linear_gradient("L").resize((192, 128)),
    Image.new("L", (192, 128), 128)])
deep = bytes(byte for sample in gradient.tobytes() for byte in (sample, sample))


def png(name, width, height, depth, kind, rows, interlace=0):
    """A PNG as its pixels' bytes have it: Pillow writes neither sixteen bits of colour nor seven passes."""
    def chunk(tag, data):
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)
    (folder / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def passes(picture):
    """The rows of the seven passes of Adam7, each with its filter, none, in front."""
    data = picture.load()
    for left, top, across, down in (
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        for y in range(top, picture.height, down):
            yield b"\0" + b"".join(bytes(data[x, y]) for x in range(left, picture.width, across))


for ending in ("jpg", "png", "webp", "heic"):
    gradient.save(folder / f"way-plain.{ending}", quality=92)
gradient.save(folder / "way-progressive.jpg", quality=92, progressive=True)
gradient.save(folder / "way-full.jpg", quality=92, subsampling=0, progressive=True)
gradient.save(folder / "way-lossless.webp", lossless=True)
gradient.save(folder / "way-full.heic", quality=92, chroma=444)
gradient.convert("RGBA").save(folder / "way-alpha.png")
gradient.quantize(256).save(folder / "way-palette.png")
deep_picture = pillow_heif.from_bytes(mode="RGB;16", size=gradient.size, data=deep)
deep_picture.save(folder / "way-deep.heic", quality=92)
png("way-deep.png", 192, 128, 16, 2, b"".join(b"\0" + deep[row * 1152:][:1152] for row in range(128)))
png("way-passes.png", 192, 128, 8, 2, b"".join(passes(gradient)), interlace=1)
# Nothing of it is there: paper shines through.
clear = gradient.convert("RGBA")
clear.putalpha(0)
clear.save(folder / "clear.png")
png("clear-deep.png", 32, 32, 16, 6, (b"\0" + bytes([20, 20, 20, 20, 20, 20, 0, 0]) * 32) * 32)

# 64 million pixels, as many as are taken.
Image.new("1", (8000, 8000)).save(folder / "huge.png")
# 400 million pixels in 50 kilobytes.
Image.new("1", (20000, 20000)).save(folder / "bomb.png")
