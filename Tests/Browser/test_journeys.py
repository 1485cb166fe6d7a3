"""What two people do of a morning, on a desktop and on a phone, in both languages: an HR officer who asks whether
yesterday is all here and where one person's punch is, and an IT admin who finds the device that fails.

They look at the demonstration, to which a device is added whose vendor cannot be reached.
"""

import json
import re
import time

import pytest

from conftest import SHOTS, Program, Rollcall, eventually, make_browser
from page import Page

PASSWORD = "tám giờ sáng quẹt thẻ"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}
# The words that each journey looks for.
WORDS = {
    "vi": {
        "yesterday": "Hôm qua", "punches": "bản ghi", "person": "Họ tên", "filter": "Lọc", "trace": "Bản ghi này đang ở đâu?",
        "delivered": "đã gửi", "last": "Lần thử gần nhất", "rhythm": "Mỗi 2 phút", "pause": "Tạm dừng đồng bộ",
        "paused": "tạm dừng", "resume": "Tiếp tục đồng bộ", "complete": "Đầy đủ đến",
    },
    "en": {
        "yesterday": "Yesterday", "punches": "punches", "person": "Person", "filter": "Filter", "trace": "Where is this punch?",
        "delivered": "delivered", "last": "Last try", "rhythm": "Every 2 minutes", "pause": "Pause sync",
        "paused": "paused", "resume": "Resume sync", "complete": "Complete up to",
    },
}
MOST_SECONDS = 30
FAILING = "Cổng sau"

pytestmark = pytest.mark.usefixtures("terminals")


class Demonstration:
    def __init__(self, log):
        self.program = Program("rollcall", "demo", "--listen", "127.0.0.1:0", log=log)
        link = self.program.wait_for(r"(http://127\.0\.0\.1:\d+)/setup\?code=\S+")
        self.address = link.group(1)
        self.data = re.search(r"rollcall --data (\S+) status", self.program.output).group(1)

    run = Rollcall.run

    def devices(self):
        return json.loads(self.run("device", "list", "--json"))


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    demonstration = Demonstration(tmp_path_factory.mktemp("demo") / "log")
    for language in WORDS:
        for role in ("operator", "viewer"):
            demonstration.run("user", "add", f"{role}-{language}", "--role", role, input=PASSWORD + "\n")
    demonstration.run(
        "device", "add", FAILING, "--kind", "hanet", "--set", "token=t", "--set", "place-id=1", "--set",
        "base-url=http://127.0.0.1:9")
    eventually(lambda: any(device["name"] == FAILING and device["lastRun"] for device in demonstration.devices()), 60)
    yield demonstration
    demonstration.program.stop()


@pytest.fixture(params=[(language, size) for language in WORDS for size in SIZES], ids="-".join, scope="module")
def visit(request, demonstration, downloads):
    """Opens pages as somebody of a role, in one language, in a window of one size."""
    language, size = request.param
    driver = make_browser(downloads, language, SIZES[size])
    if size == "phone":
        width, height = SIZES[size]
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": True})
    page = Page(driver, demonstration, SHOTS)

    def visit(role):
        driver.delete_all_cookies()
        page.open("/login")
        page.find("[name=name]").send_keys(f"{role}-{language}")
        page.find("[name=password]").send_keys(PASSWORD)
        page.find("main form").submit()
        eventually(lambda: "/login" not in page.path)
        if page.find("html").get_attribute("lang") != language:
            page.driver.execute_script("document.querySelector(\"form[action='/language']\").submit()")
            eventually(lambda: page.find("html").get_attribute("lang") == language)
        return page, WORDS[language], size

    yield visit
    driver.quit()


def number(text):
    return int(re.sub(r"\D", "", text))


def open_filter(page, size):
    """The filter stands beside the rows in a wide window; on a phone it is a sheet."""
    if size == "phone" and not page.find("#person").is_displayed():
        page.find(".sheet-opener").click()
        eventually(page.find("#person").is_displayed)


def test_an_hr_officer_reads_whether_yesterday_is_all_here(visit):
    page, words, _ = visit("viewer")
    begun = time.monotonic()
    page.open("/")
    page.sees(words["yesterday"])
    # An open page renews its links while one looks at them.
    links = page.driver.execute_script(
        "return [...document.querySelectorAll('main a')].map((link) => [link.textContent.trim(), link.getAttribute('href')])")
    text, address = next(link for link in links if re.fullmatch(rf"[\d.,]+ {words['punches']}", link[0]))
    said = number(text)
    page.open(address)
    page.sees(str(said)[-3:])
    assert number(page.find(".totals dd").text) == said, "the number leads to exactly those punches"
    assert time.monotonic() - begun < MOST_SECONDS


def test_an_hr_officer_finds_one_persons_punch_and_where_it_is(visit):
    page, words, size = visit("viewer")
    begun = time.monotonic()
    page.open("/punches?state=delivered")
    name = page.find("tbody td.name").text.strip()
    open_filter(page, size)
    page.find("#person").send_keys(name)
    page.click(page.find("#filter button.primary"))
    eventually(lambda: page.all("tbody td.name") and {cell.text.strip() for cell in page.all("tbody td.name")} == {name})
    page.driver.execute_script("arguments[0].click()", page.find("tbody td.name a"))
    page.sees(words["trace"])
    page.sees(words["delivered"])
    assert time.monotonic() - begun < MOST_SECONDS


def test_an_it_admin_finds_the_device_that_fails_and_reads_what_to_do(visit):
    page, words, _ = visit("operator")
    begun = time.monotonic()
    page.open("/devices?view=cards")
    # Those that somebody must look at stand first.
    first = page.find(".card")
    assert first.find_element("css selector", "h2").text == FAILING
    page.click(first.find_element("css selector", "h2 a"))
    reason = page.find(".card .reason").text
    assert "127.0.0.1:9" in reason or len(reason) > 40, reason
    for name in ("last", "rhythm", "complete"):
        page.sees(words[name])
    assert time.monotonic() - begun < MOST_SECONDS


def test_an_it_admin_pauses_a_device_and_lets_it_go_on(visit):
    page, words, size = visit("operator")
    page.open("/devices?view=cards&q=Kho")
    name = page.find(".card h2").text
    page.choose(name, words["pause"])
    page.open("/devices?view=cards&q=Kho")
    page.sees(words["paused"])
    page.choose(name, words["resume"])
    page.open("/devices?view=cards&q=Kho")
    assert words["paused"] not in page.card(name).find_element("css selector", ".state").text
    width = page.driver.execute_script("return document.documentElement.scrollWidth")
    assert width <= SIZES[size][0], "the page is wider than the window"
