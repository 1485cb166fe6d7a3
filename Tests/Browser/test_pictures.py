"""The two pictures that each README shows, taken of the demonstration.

They lie beside the other screenshots; `ROLLCALL_PICTURES=docs/pictures script/test-browser -k pictures` renews those of
the READMEs.
"""

import io
import os
import pathlib
import types

import pytest
from PIL import Image

from conftest import ROOT, SHOTS, Program, eventually, make_browser
from page import Page

PASSWORD = "tám giờ sáng quẹt thẻ"
FOLDER = pathlib.Path(os.environ.get("ROLLCALL_PICTURES", SHOTS / "pictures"))
SIZE = (1280, 960)
PAGES = ("home", "punches")
OPEN = {"vi": "đang chờ gửi", "en": "waiting"}
READMES = {"vi": "README.vi.md", "en": "README.md"}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    program = Program("rollcall", "demo", "--listen", "127.0.0.1:0", log=tmp_path_factory.mktemp("demo") / "log")
    link = program.wait_for(r"(http://127\.0\.0\.1:\d+)(/setup\?code=\S+)")
    yield types.SimpleNamespace(address=link.group(1), first=link.group(2), has_account=False)
    program.stop()


def signed_in(demonstration, language, downloads):
    page = Page(make_browser(downloads, language, SIZE), demonstration, SHOTS)
    page.open("/login" if demonstration.has_account else demonstration.first)
    page.find("[name=name]").send_keys("lan")
    for field in page.all("[type=password]"):
        field.send_keys(PASSWORD)
    page.find("main form").submit()
    eventually(lambda: "/setup" not in page.path and "/login" not in page.path)
    demonstration.has_account = True
    return page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pictures_of_the_readme_are_taken(demonstration, downloads, language):
    page = signed_in(demonstration, language, downloads)
    try:
        if page.find("html").get_attribute("lang") != language:
            page.find(f"form[action='/language'] button[lang={language}]").click()
        page.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": SIZE[0], "height": SIZE[1], "deviceScaleFactor": 1, "mobile": False})
        # A picture of deliveries that are under way would be another one each time.
        eventually(lambda: (page.open("/home"), OPEN[language] not in page.text)[1], 90)
        for name in PAGES:
            page.open(f"/{name}")
            if name == "punches":
                # One of them with its way from the vendor's record to the receipts, beside the list.
                punch = page.find("tbody [data-side]").get_attribute("data-side")
                page.open(f"/punches?trace={punch}")
                eventually(lambda: page.all(".side .way"))
            picture = Image.open(io.BytesIO(page.driver.get_screenshot_as_png())).convert("RGB")
            assert len(picture.getcolors(1 << 20)) > 100, "the picture is empty"
            FOLDER.mkdir(parents=True, exist_ok=True)
            picture.quantize(256).save(FOLDER / f"{name}.{language}.png", optimize=True)
    finally:
        page.driver.quit()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_readme_shows_both_pictures(language):
    text = (ROOT / READMES[language]).read_text(encoding="utf-8")
    for name in PAGES:
        picture = f"docs/pictures/{name}.{language}.png"
        assert f"]({picture})" in text, f"{READMES[language]} does not show {picture}"
        assert Image.open(ROOT / picture).size[0] == SIZE[0]
