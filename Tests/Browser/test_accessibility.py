"""Every page of the console for people who see or move differently: by axe-core, by keyboard, enlarged, without motion.

The tests run in the order in which they stand: each goes on where the one before it ended. Pages are found by walking
the links, and the table of every door (AccessTests.swift) says whether one was forgotten.
"""

import concurrent.futures
import importlib.resources
import json
import pathlib
import re
import sys
import urllib.parse

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from conftest import ROOT, Rollcall, eventually, make_browser
from page import Page

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Pictures"))
from label_pictures import Label, Scene, photograph  # noqa: E402

pytestmark = pytest.mark.usefixtures("terminals")

PASSWORD = "tám giờ sáng quẹt thẻ"
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

WIDE, PHONE = (1280, 900), (390, 844)
# What a window of 1280 pixels holds at 200 %.
ENLARGED = (640, 450)
VIEWS = {"vi": (WIDE, "light"), "en": (PHONE, "dark")}
# Who looks, in a browser of each language: an account has one language.
ADMINISTRATORS, INSTALLERS = {"vi": "lan", "en": "ann"}, {"vi": "tho", "en": "tom"}

# Doors that show no page: files, pictures, what scripts and terminals read, and what only leads to a page.
NO_PAGE = re.compile(
    r"/|/help|/live|/people|/punches/devices|/punches/view|/ca\.crt|/assets/\{name\}|.*\.(js|csv|xlsx|zip|webmanifest)|.*/photos/\{id\}|.*/document"
    r"|.*/iclock/\{page\}")


def pages_of_the_table():
    """The paths of all pages, the more exact ones first; a test of the server holds the table to be complete."""
    table = (ROOT / "Tests" / "ConsoleTests" / "AccessTests.swift").read_text(encoding="utf-8")
    table = table[table.index("static let pages"):table.index("static let operations")]
    paths = [path for path in re.findall(r'\("GET", "([^"]+)"', table) if not NO_PAGE.fullmatch(path)]
    paths.sort(key=lambda path: path.count("{"))
    return {path: re.compile(re.sub(r"\{\w+\}", "[^/.]+", path)) for path in paths}


PAGES = pages_of_the_table()


def page_at(address):
    """The table's path of an address; None where it shows no page."""
    path = urllib.parse.urlsplit(address).path
    return next((page for page, pattern in PAGES.items() if pattern.fullmatch(path)), None)


def kind_of(address, size):
    """One page of each kind is looked at: of every page of the table, and of what one path shows by its query."""
    parts = urllib.parse.urlsplit(address)
    page, query = page_at(address), urllib.parse.parse_qs(parts.query)
    # Pages of the manual differ where what they show is wider than the window.
    if page == "/help/{page}" and size == PHONE:
        return parts.path
    name = {"/devices/new": "kind", "/hr/new": "kind", "/clean": "what"}.get(page)
    # “-” asks for the kind anew.
    return f"{page} {query.get(name, [''])[0].removeprefix('-')}"


# What is folded is looked at unfolded, and a table by its first rows; the menus, which lie above the rest, apart.
# Colours, and the frame around every page, are not looked at again where they are the same as before.
FAULTS = """
const [isNew, hasNewFrame, done] = arguments;
const options = { resultTypes: ["violations"], preload: false, rules: { "color-contrast": { enabled: isNew } } };
const look = async () => {
  for (const row of document.querySelectorAll("tbody tr:nth-child(n+9)")) row.remove();
  for (const details of document.querySelectorAll("details.more")) details.open = true;
  const results = [await axe.run(hasNewFrame ? document : { exclude: [[".top"], [".bar"]] }, options)];
  const menu = document.querySelector("details.menu");
  if (menu && isNew) {
    menu.open = true;
    results.push(await axe.run(menu, options));
    menu.open = false;
  }
  const menuButton = document.querySelector(".menu-button");
  if (hasNewFrame && menuButton?.checkVisibility()) {
    menuButton.click();
    results.push(await axe.run(document.querySelector(".top"), options));
    menuButton.click();
  }
  return results.flatMap((result) => result.violations)
    .filter((fault) => ["serious", "critical"].includes(fault.impact))
    .flatMap((fault) => fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
};
look().then(done, (error) => done([String(error)]));
"""

# Where the links and the forms that only ask lead, within the console.
WAYS = """
const ways = [...document.querySelectorAll("a[href]")].map((link) => link.href);
for (const form of document.querySelectorAll("form[method=get]")) {
  const fields = [...form.querySelectorAll("input[type=hidden]")].map((input) => [input.name, input.value]);
  ways.push(`${form.action}?${new URLSearchParams(fields)}`);
}
const own = ways.filter((way) => way.startsWith(location.origin));
return own.map((way) => way.slice(location.origin.length).split("#")[0]);
"""


class Inspector(Page):
    """Looks at pages in one language as axe does, and remembers which it has seen."""

    def __init__(self, driver, rollcall, shots, language):
        super().__init__(driver, rollcall, shots)
        self.language = language
        # By DevTools: the console's own policy lets no other script in.
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": AXE})
        self.sessions = {}
        self.seen = set()
        self.known = set()
        # Pages whose colours were looked at, and frames.
        self.looked = set()
        self.visitor = None
        self.shown = None
        # How wide pages are that are shown at 200 %.
        self.widths = {}

    def show(self, size=WIDE, scheme="light", motion="no-preference"):
        if self.shown == (size, scheme, motion):
            return
        self.shown = size, scheme, motion
        # Headless windows have a least width of their own: the emulation has not.
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": motion}]})

    def submit(self, selector):
        """Presses a form's first button, in whatever language it is called and wherever it is folded."""
        button = self.find(f"{selector} button:not([type=button])")
        old = self.find("html")
        self.driver.execute_script("arguments[0].click()", button)
        eventually(lambda: self.has_left(old), 20, f"{selector} led nowhere")

    def type(self, **values):
        for name, value in values.items():
            self.find(f"[name='{name.replace('_', '-')}']").send_keys(value)

    def speak(self):
        """Has the console speak this inspector's language."""
        if self.find("html").get_attribute("lang") != self.language:
            self.submit("form[action='/language']")
        assert self.find("html").get_attribute("lang") == self.language

    def become(self, names=None):
        """The session of this language's account; a stranger's without."""
        self.visitor = name = names and names[self.language]
        self.driver.delete_all_cookies()
        self.open("/login")
        if name and name not in self.sessions:
            self.type(name=name, password=PASSWORD)
            self.submit("form[action='/login']")
            self.sessions[name] = self.driver.get_cookie("rollcall")["value"]
        elif name:
            self.driver.add_cookie({"name": "rollcall", "value": self.sessions[name], "path": "/"})
            self.open("/account")
        self.speak()

    def faults(self):
        """What is seriously wrong with the page that is shown, in the view of its language."""
        self.seen.add(page_at(self.path))
        size, scheme = VIEWS[self.language]
        self.show(size, scheme)
        frame = self.visitor, bool(self.all(".count"))
        page = self.visitor, page_at(self.path)
        faults = self.driver.execute_async_script(FAULTS, page not in self.looked, frame not in self.looked)
        if size == WIDE and page not in self.looked:
            self.show(ENLARGED)
            self.widths[self.path] = self.driver.execute_script("return document.documentElement.scrollWidth")
        self.looked |= {page, frame}
        return [f"{self.path}, {self.language}, {size[0]} px, {scheme}: {fault}" for fault in faults]

    def walk(self, *starts):
        """What is wrong with the pages that links lead to, one of each kind."""
        ways, found = list(starts), []
        size, _ = VIEWS[self.language]
        self.known |= {kind_of(way, size) for way in starts}
        while ways:
            self.open(ways.pop(0))
            found += self.faults()
            for way in self.driver.execute_script(WAYS):
                if page_at(way) and kind_of(way, size) not in self.known:
                    self.known.add(kind_of(way, size))
                    ways.append(way)
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = Rollcall(tmp_path_factory.mktemp("accessible"))
    yield server
    assert server.program.stop() == 0, server.program.output


@pytest.fixture(scope="module")
def pages(tmp_path_factory, site, shots):
    inspectors = [
        Inspector(make_browser(tmp_path_factory.mktemp(language), language), site, shots, language)
        for language in VIEWS]
    yield inspectors
    for inspector in inspectors:
        inspector.driver.quit()


@pytest.fixture
def page(pages):
    return pages[0]


def find_nothing(pages, look):
    """Looks in all languages, whose browsers do so at the same time."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        faults = [fault for found in pool.map(look, pages) for fault in found]
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="module")
def cases(pages, site, tmp_path_factory):
    """A made-up company whose pages have something on them; the numbers of an installer's draft and of a filed case."""
    page = pages[0]
    page.open(site.first)
    page.type(name="lan", password=PASSWORD)
    page.submit("form[action='/setup']")
    page.sessions["lan"] = page.driver.get_cookie("rollcall")["value"]
    page.submit("form[action='/start/simulator']")
    for name, role in (("ann", "admin"), ("tho", "installer"), ("tom", "installer")):
        site.run("user", "add", name, "--role", role, input=PASSWORD + "\n")
    site.run("company", "add", "Thiết bị Ánh Dương", "--tax-code", "0312345678", "--member", "tho", "--member", "tom")
    site.run("settings", "set", "installer-registration", "true")
    photo = tmp_path_factory.mktemp("pictures") / "label.jpg"
    photograph([Label("Q01728482")], Scene(width=1000, height=700, seed=7)).save(photo)
    devices = tmp_path_factory.mktemp("lists") / "devices.csv"
    devices.write_text(
        "name,kind,token,place-id,base-url\nSân sau,hanet,abc,778,http://127.0.0.1:9\n", encoding="utf-8")
    site.run("device", "import", str(devices))
    filed = site.run(
        "unbind", "new", "--network", "other", "--serial", "Q01728482", "--photo", str(photo), "--key",
        "AwAAAFEwMTcyODQ4Mh+ZYT8=", "--consent", "--as", "tho", "--json")
    page.open("/network")
    page.fill("Mạng cần tìm", "chính máy này")
    page.submit("form[action='/network/search']")
    page.sees("tìm lúc")

    def unknown_codes():
        page.open("/parked")
        return page.all("form[action='/parked/map']")

    eventually(unknown_codes, 60, "no code is unknown to HR")
    page.become(INSTALLERS)
    page.open("/cases/new")
    page.type(serial="Q01728499")
    page.submit("form[action='/cases/new']")
    return page.path.split("/")[-1], json.loads(filed)["number"]


def map_code(page, code):
    """Says that HR knows the unknown code as another person's: that is asked once more."""
    page.open("/parked")
    page.type(hr_code=code)
    page.submit("form[action='/parked/map']")


def test_the_set_up_has_no_serious_fault(pages, site):
    def look(page):
        page.open(site.first)
        page.speak()
        return page.faults()

    find_nothing(pages, look)


def test_the_pages_that_a_form_answers_with_have_no_serious_fault(pages, cases, tmp_path):
    table = tmp_path / "devices.csv"
    table.write_text("name,kind,token,place-id\nĐà Nẵng,hanet,abc,777\nHỏng,hanet,,778\n", encoding="utf-8")

    def look(page):
        faults = []
        page.become(ADMINISTRATORS)
        page.open("/devices/new?kind=hanet")
        page.type(name="Văn phòng", field_token="sai token", field_place_id="1")
        page.submit("main form")
        faults += page.faults()
        page.open("/devices/import")
        page.type(file=str(table))
        page.submit("form[action='/devices/import']")
        faults += page.faults()
        map_code(page, "1003")
        faults += page.faults()
        page.open("/devices")
        page.submit("form[action$='/test']")
        faults += page.faults()
        page.open("/tokens")
        page.type(name="báo cáo")
        page.click(page.find("input[name=scope]"))
        page.submit("form[action='/tokens']")
        faults += page.faults()
        page.open("/users")
        page.submit("form[action='/users/invite']")
        faults += page.faults()
        invitation = page.find("#link").text.strip().removeprefix(page.rollcall.address)
        page.open("/no-such-page")
        faults += page.faults()
        page.become()
        page.type(name="lan", password="không phải mật khẩu")
        page.submit("form[action='/login']")
        faults += page.faults()
        return faults + page.walk("/login", "/register", invitation)

    find_nothing(pages, look)


def test_no_page_that_links_lead_an_administrator_to_has_a_serious_fault(pages, cases):
    _, filed = cases
    pages[0].become(ADMINISTRATORS)
    map_code(pages[0], "1002")
    pages[0].submit("form[action='/parked/map']")

    def look(page):
        page.become(ADMINISTRATORS)
        return page.walk("/", "/start", f"/cases/{filed}")

    find_nothing(pages, look)


def test_no_page_that_links_lead_an_installer_to_has_a_serious_fault(pages, cases):
    draft, filed = cases

    def look(page):
        page.become(INSTALLERS)
        return page.walk("/account", "/cases/new", f"/cases/{draft}", f"/cases/{filed}/filed")

    find_nothing(pages, look)


def test_no_page_was_forgotten(pages):
    forgotten = [path for path in PAGES if any(path not in page.seen for page in pages)]
    assert not forgotten


def test_a_serious_fault_is_found(page):
    page.become(ADMINISTRATORS)
    page.open("/settings")
    page.driver.execute_script("""
      document.querySelector("main h1").style.color = "#ccd";
      document.querySelector("main label").remove();
      document.querySelector("main form").insertAdjacentHTML(
        "beforeend", '<img src="/assets/icon.svg"><a href="/push"></a>');
    """)
    page.looked.clear()
    faults = "\n".join(page.faults())
    for rule in ("color-contrast", "label", "image-alt", "link-name"):
        assert f" {rule}: " in faults, faults


def test_enlarged_to_200_percent_no_page_scrolls_sideways(page):
    assert len(page.widths) > len(PAGES) / 2
    wide = {path: width for path, width in page.widths.items() if width > ENLARGED[0]}
    assert not wide


# What has the focus, and whether that is seen: a ring of some strength around something that nothing covers.
FOCUS = """
const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
// The parts of a date's field that Tab stops at are the browser's own.
const hasRing = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || element.type === "date";
return [element, hasRing && (element.contains(seen) || element.labels?.[0]?.contains(seen))];
"""


def press_key(page, key):
    ActionChains(page.driver).send_keys(key).perform()


def stops(page, last):
    """Where Tab stops, from here up to an element; of each whether its focus is seen."""
    found = []
    while not found or found[-1][0] != last:
        assert len(found) < 100, "Tab does not come there"
        press_key(page, Keys.TAB)
        found.append(page.driver.execute_script(FOCUS))
    return found


def test_tab_reaches_everything_in_the_menu_with_a_focus_that_is_seen(page):
    page.become(ADMINISTRATORS)
    page.show()
    page.open("/devices")
    wanted = page.all(".nav a, .nav button")
    found = stops(page, wanted[-1])
    assert [element for element in wanted if element not in [stop for stop, _ in found]] == []
    assert [element.text for element, is_seen in found if not is_seen] == []


def test_on_a_phone_the_keyboard_opens_the_menu_and_leaves_it(page):
    page.show(PHONE)
    page.open("/devices")
    button = page.find(".menu-button")
    stops(page, button)
    press_key(page, Keys.ENTER)
    wanted = page.all(".nav a, .nav button")
    first = page.driver.switch_to.active_element
    assert first == wanted[0]
    found = stops(page, wanted[-1])
    assert [element for element in wanted[1:] if element not in [stop for stop, _ in found]] == []
    assert [element.text for element, is_seen in found if not is_seen] == []
    press_key(page, Keys.ESCAPE)
    assert page.driver.switch_to.active_element == button and not wanted[0].is_displayed()


def test_on_a_phone_the_bar_covers_nothing_that_has_the_focus(page):
    page.show(PHONE)
    page.open("/settings")
    found = stops(page, page.all("main button")[-1])
    assert [element.get_attribute("outerHTML") for element, is_seen in found if not is_seen] == []


def test_the_first_tab_offers_to_skip_the_menu(page):
    page.show()
    page.open("/devices")
    press_key(page, Keys.TAB)
    skip, is_seen = page.driver.execute_script(FOCUS)
    assert skip.text == "Tới nội dung chính" and is_seen
    press_key(page, Keys.ENTER)
    press_key(page, Keys.TAB)
    assert page.driver.execute_script("return document.activeElement.closest('main') !== null")


def test_nothing_moves_for_those_who_want_it_still(page):
    page.open("/hr")
    page.driver.execute_script("document.querySelector('main .state').className = 'state busy'")
    page.show()
    assert page.driver.execute_script("return document.getAnimations().length") > 0
    page.show(motion="reduce")
    assert page.driver.execute_script("return document.getAnimations().length") == 0
    assert page.driver.execute_script("""
      const all = [...document.querySelectorAll("*")];
      return all.every((element) => getComputedStyle(element).transitionDuration === "0s");
    """)
