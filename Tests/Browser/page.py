"""What a person does with a page of the console, and sees on it."""

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from conftest import eventually


class Page:
    def __init__(self, driver, rollcall, shots):
        self.driver = driver
        self.rollcall = rollcall
        self.shots = shots

    def open(self, path):
        self.driver.get(self.rollcall.address + path)

    @property
    def path(self):
        return self.driver.current_url.removeprefix(self.rollcall.address)

    @property
    def text(self):
        try:
            return self.driver.find_element(By.TAG_NAME, "body").text
        except WebDriverException:
            return ""  # between two pages

    def sees(self, text, seconds=30):
        eventually(lambda: text in self.text, seconds, f"“{text}” is not on the page:\n{self.text}")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def field(self, label):
        """The input that a label names."""
        for candidate in self.driver.find_elements(By.TAG_NAME, "label"):
            text = candidate.text.replace("(bắt buộc)", "").replace("(required)", "")
            if text.strip().rstrip("*").strip() == label:
                return self.driver.find_element(By.ID, candidate.get_attribute("for"))
        raise AssertionError(f"no field “{label}” on the page:\n{self.text}")

    def fill(self, label, value):
        field = self.field(label)
        if field.tag_name == "select":
            Select(field).select_by_visible_text(value)
        elif field.get_attribute("type") == "date":
            self.driver.execute_script("arguments[0].value = arguments[1]", field, value)
        else:
            field.clear()
            field.send_keys(value)

    def click(self, element, leaves=None):
        """A click where the fixed head of the page does not lie above; it is waited for where it leaves the page."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        leaves = leaves if leaves is not None else self.driver.execute_script(
            "const e = arguments[0]; return (e.tagName == 'BUTTON' && e.type == 'submit' && !!e.form)"
            " || (e.tagName == 'A' && !e.href.includes('/export.'))", element)
        old = self.driver.find_element(By.TAG_NAME, "html")
        element.click()
        if leaves:
            eventually(lambda: self.has_left(old), 20, "the click led nowhere")

    def has_left(self, old):
        """Whether another page has taken the place of the old one, and is whole."""
        try:
            return (
                self.driver.find_element(By.TAG_NAME, "html") != old
                and self.driver.execute_script("return document.readyState") == "complete")
        except WebDriverException:
            return False

    def press(self, text, within="main", leaves=None):
        """Presses the button or follows the link with this text."""
        for element in self.driver.find_elements(By.CSS_SELECTOR, f"{within} button, {within} a, {within} summary"):
            if element.is_displayed() and element.text.strip().split("\n")[0] == text:
                self.click(element, leaves)
                return
        raise AssertionError(f"nothing to press is called “{text}”:\n{self.text}")

    def card(self, name):
        for card in self.all(".card"):
            if name in card.find_element(By.TAG_NAME, "h2").text:
                return card
        raise AssertionError(f"no card “{name}”:\n{self.text}")

    def choose(self, name, entry):
        """An entry of a card's menu."""
        card = self.card(name)
        self.click(card.find_element(By.CSS_SELECTOR, ".menu > summary"))
        for element in card.find_elements(By.CSS_SELECTOR, ".menu-list button, .menu-list a"):
            if element.text.strip() == entry:
                self.click(element)
                return
        raise AssertionError(f"no menu entry “{entry}”")

    def shot(self, name):
        """A picture of the whole page, and the proof that nothing hangs out of it sideways."""
        width = self.driver.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{name}: the page is {width} px wider than the window"
        height = self.driver.execute_script("return document.documentElement.scrollHeight")
        size = self.driver.get_window_size()
        self.driver.set_window_size(size["width"], min(max(height + 140, size["height"]), 4000))
        self.driver.save_screenshot(str(self.shots / f"{name}.png"))
        self.driver.set_window_size(size["width"], size["height"])
