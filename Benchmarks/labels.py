"""How fast and how often serials are read on photos of labels, next to zxing-cpp and pyzbar on the same files.

    python Benchmarks/labels.py ROLLCALL FOLDER COUNT
"""

import json
import pathlib
import random
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Tests/Pictures"))

import pillow_heif  # noqa: E402
import zxingcpp  # noqa: E402
from PIL import Image  # noqa: E402
from pyzbar import pyzbar  # noqa: E402

from label_pictures import random_photo  # noqa: E402

pillow_heif.register_heif_opener()
program, folder, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])


def draw(name, kinds, seed, ending, count):
    """A folder of 12-megapixel photos, with the serial on each."""
    place = folder / name
    place.mkdir(parents=True)
    chance = random.Random(seed)
    truth = {}
    for index in range(count):
        photo, label, _ = random_photo(chance, 4000, 3000, kinds)
        path = place / f"{index:03}.{ending}"
        photo.save(path, quality=60 if ending == "heic" else 88)
        truth[path.name] = label.serial
    return place, truth


def ours(place):
    """Milliseconds and serials of each photo, as `unbind check` tells them."""
    reply = subprocess.run(
        [program, "--data", str(folder / "data"), "unbind", "check", "--network", "other", "--serial", "Q00000000",
         "--photo", str(place), "--json"], capture_output=True, text=True, check=True).stdout
    return {
        pathlib.Path(photo["file"]).name: (photo["milliseconds"], photo["serialsFound"])
        for photo in json.loads(reply)["photos"]
    }


def peer(place, read):
    result = {}
    for path in sorted(place.iterdir()):
        began = time.perf_counter()
        with Image.open(path) as picture:
            texts = read(picture.convert("L"))
        result[path.name] = ((time.perf_counter() - began) * 1000, texts)
    return result


def zxing(picture):
    formats = [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128]
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=formats)]


def zbar(picture):
    symbols = [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128]
    return [code.data.decode(errors="replace") for code in pyzbar.decode(picture, symbols=symbols)]


def line(name, times, hits, total):
    slowest = f"{max(times):6.0f}" if times else "     –"
    median = f"{statistics.median(times):6.0f}" if times else "     –"
    print(f"{name:34} {hits:3} of {total:3}   median {median} ms   slowest {slowest} ms")


for name, kinds, seed, ending, share in (
    ("QR", ("qr",), 1, "jpg", 1), ("barcode alone", ("barcode",), 2, "jpg", 0.5), ("HEIC, QR", ("qr",), 3, "heic", 0.1)):
    place, truth = draw(name.replace(", ", "-").replace(" ", "-"), kinds, seed, ending, max(4, int(count * share)))
    found = ours(place)
    decided = [ms for file, (ms, serials) in found.items() if any(s["source"] != "ocr" for s in serials)]
    others = [ms for file, (ms, serials) in found.items() if all(s["source"] == "ocr" for s in serials)]
    hits = sum(any(s["serial"] == truth[file] and s["source"] != "ocr" for s in serials) for file, (_, serials) in found.items())
    hints = sum(any(s["serial"] == truth[file] for s in serials) for file, (_, serials) in found.items())
    wrong = sum(any(s["serial"] != truth[file] and s["source"] != "ocr" for s in serials) for file, (_, serials) in found.items())
    line(f"rollcall, {name}, a code decides", decided, hits, len(truth))
    line(f"rollcall, {name}, no code", others, hints - hits, len(truth) - hits)
    if wrong:
        print(f"  {wrong} photos gave another serial by a code")
    for title, read in (("zxing-cpp", zxing), ("pyzbar", zbar)):
        result = peer(place, read)
        hits = sum(any(truth[file] in text for text in texts) for file, (_, texts) in result.items())
        line(f"{title}, {name}", [ms for ms, _ in result.values()], hits, len(truth))
