"""One company's first day with the console, from the empty page to the last setting.

The tests run in the order in which they stand: each goes on where the one before it ended.
"""

import csv
import datetime
import io
import re
import signal
import time

import openpyxl
import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from conftest import eventually, make_browser, post
from page import Page

PASSWORD = "tám giờ sáng quẹt thẻ"


@pytest.fixture
def page(browser, rollcall, shots):
    page = Page(browser, rollcall, shots)
    yield page
    errors = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    # A refused form answers 422, which the browser notes as an error of its own.
    errors = [entry for entry in errors if "status of 4" not in entry["message"]]
    assert not errors, errors


def test_the_first_visit_leads_to_the_set_up_in_vietnamese(page):
    page.open("/devices")
    assert page.path == "/setup"
    page.sees("Mã thiết lập")
    page.open(page.rollcall.first)
    page.sees("Hãy tạo tài khoản đầu tiên")
    assert "Mã thiết lập" not in page.text
    page.shot("01-setup")
    page.fill("Tên đăng nhập", "lan")
    page.fill("Mật khẩu", "1234567890")
    page.press("Tạo tài khoản và tiếp tục")
    page.sees("quá dễ đoán")
    page.fill("Mật khẩu", PASSWORD)
    page.press("Tạo tài khoản và tiếp tục")
    page.sees("Kết nối thiết bị đầu tiên")
    page.sees("Dùng thử với thiết bị mô phỏng")
    page.shot("02-start")


def test_a_hanet_place_is_connected_with_an_hr_client_beside_it(page, simulators):
    page.open("/devices/new?kind=hanet")
    page.sees("developers.hanet.ai")
    page.fill("Tên thiết bị", "Văn phòng Hà Nội")
    page.fill("Access token", "sai token")
    eye = page.find("[data-eye=field-token]")
    assert page.field("Access token").get_attribute("type") == "password"
    eye.click()
    assert page.field("Access token").get_attribute("type") == "text"
    page.fill("PlaceID", "https://connect.hanet.ai/13433/checkin")
    page.press("Thiết lập thêm")
    page.fill("Địa chỉ API", simulators["hanet"])
    page.fill("Client secret", "hanet-client-secret")
    page.press("Lưu")
    page.sees("chứa khoảng trắng")
    assert page.field("Tên thiết bị").get_attribute("value") == "Văn phòng Hà Nội"
    page.shot("03-hanet-refused")
    assert page.driver.switch_to.active_element == page.field("Access token")
    assert "hanet-client-secret" not in page.driver.page_source
    assert "được giữ" in page.field("Client secret").get_attribute("placeholder")
    page.fill("Access token", "hanet-token")
    page.press("Lưu")
    page.sees("Kiểm tra “Văn phòng Hà Nội”")
    page.sees("xong")
    assert len(page.all(".steps li.good")) >= 3
    page.shot("04-hanet-test")


def test_a_base_check_in_client_is_added_and_attached(page, simulators):
    page.open("/hr/new?kind=base-checkin")
    page.fill("Tên", "Base HRM")
    page.fill("Token", "base-token")
    page.press("Thiết lập thêm")
    page.fill("Địa chỉ API", simulators["base"])
    page.press("Lưu")
    page.sees("Đã lưu “Base HRM”")
    page.open("/devices")
    page.choose("Văn phòng Hà Nội", "Chỉnh sửa thiết bị")
    page.click(page.find("input[name=hr]"))
    assert page.field("Access token").get_attribute("value") == "", "a secret is never shown again"
    page.press("Lưu")
    page.sees("Đã lưu “Văn phòng Hà Nội”")
    page.sees("Base HRM")


def test_a_nuveq_account_is_connected_and_switching_kinds_carries_nothing_over(page, simulators):
    page.open("/devices/new?kind=hanet")
    page.fill("Access token", "must-not-travel")
    page.press("loại khác")
    page.press("Nuveq cloud")
    assert "must-not-travel" not in page.driver.page_source
    page.fill("Tên thiết bị", "Kho Bình Dương")
    page.fill("API ID", "344")
    page.fill("Token key", "nuveq-key")
    page.press("Thiết lập thêm")
    page.fill("Địa chỉ API", simulators["nuveq"])
    assert page.find("input[name=hr]").is_selected(), "the only HR client is where punches go"
    page.click(page.find("input[name=test]"))
    page.press("Lưu")
    page.sees("Đã lưu “Kho Bình Dương”")


def test_a_sync_shows_its_progress_and_ends_with_counts(page):
    page.open("/devices")
    page.press("Đồng bộ từ thiết bị")
    states = set()

    def is_done():
        for state in page.all("[data-field=state]"):
            states.add(state.text)
        for progress in page.all("[data-field=progress]"):
            states.add(progress.text)
        counts = [count.text for count in page.all("[data-field=count]")]
        codes = [code.text for code in page.all("[data-field=latestCode]")]
        return len(counts) == 2 and all(not count.startswith("0 ") for count in counts) and "–" not in codes

    page.driver.execute_script(WATCH_SHIFTS)
    eventually(is_done, 60, "the cards did not fill by themselves")
    shift = page.driver.execute_script("return window.shifted")
    assert shift < 0.01, f"the page moved by {shift} while values changed"
    page.sees("bình thường")
    assert "đang đồng bộ" in states
    assert any("bản ghi đã đọc" in text for text in states), states
    page.shot("05-devices")


def test_a_devices_page_says_its_rhythm_and_shows_a_run_that_begins_elsewhere(page, rollcall):
    page.open("/devices")
    page.click(page.find(".card h2 a"))
    page.sees("Lịch đồng bộ")
    page.sees("Mỗi 2 phút đọc")
    page.sees("Lần thành công gần nhất")
    name = page.find("h1").text
    assert "dòng lệnh" not in page.text
    rollcall.run("sync", name)
    # Nobody reloads the page.
    page.sees("thủ công, dòng lệnh", 10)


def test_devices_are_tagged_together_and_found_by_their_tag(page):
    page.open("/devices?view=table")
    page.click(page.find("[data-ticks=id]"))
    page.find("[name=tags]").send_keys("Tầng 2")
    page.click(page.find("button[value=tag]"))
    page.sees("Đã gắn nhãn “Tầng 2” cho")
    page.open("/devices?view=cards")
    page.click(next(chip for chip in page.all(".chips a") if "Tầng 2" in chip.text))
    page.sees("Tầng 2")
    assert "tag=" in page.path and page.all(".card")


def test_the_menu_is_by_job_and_says_what_needs_somebody(page):
    page.open("/devices")
    assert [heading.text for heading in page.all(".nav-group")] == ["Chấm công", "Hủy liên kết", "Quản trị"]
    assert page.find(".nav a[aria-current]").text == "Thiết bị" and not page.find(".bar").is_displayed()

    def parked():
        page.open("/parked")
        return page.find(".nav a[aria-current]").text.split("\n")

    # Counted anew a few seconds after something happened.
    name, number, *_ = eventually(lambda: len(parked()) > 1 and parked(), 30, "nothing was said of what is parked")
    assert name == "Tạm giữ" and int(number.replace(".", "")) > 0
    assert page.driver.title.startswith("(")
    page.press("Hướng dẫn", within=".nav")
    page.sees("Hệ thống HRM")
    assert page.find(".help-page a[aria-current]").text == "Hệ thống HRM"
    page.press("Hanet AI")
    page.sees("Lấy thông số ở đâu")
    page.driver.save_screenshot(str(page.shots / "06-help.png"))


def test_a_lost_connection_is_said_within_seconds_and_the_page_goes_on(page, rollcall):
    page.open("/devices")
    lost = page.find("#lost")
    assert not lost.is_displayed()
    rollcall.program.process.send_signal(signal.SIGSTOP)
    try:
        eventually(lost.is_displayed, 8, "the page said nothing")
        assert re.search(r"Mất kết nối với Rollcall từ \d+:\d\d", lost.text)
    finally:
        rollcall.program.process.send_signal(signal.SIGCONT)
    eventually(lambda: not lost.is_displayed(), 20, "the page did not go on")
    assert page.driver.execute_script("return !document.body.classList.contains('stale')")


# What moves without a hand on it (layout shift).
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) window.shifted += e.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


def test_the_console_can_be_installed_as_an_app(page):
    page.open("/devices")
    errors = page.driver.execute_cdp_cmd("Page.getInstallabilityErrors", {})["installabilityErrors"]
    assert not errors, errors


def test_punches_are_filtered_by_person_without_accents_and_by_state(page):
    page.open("/punches")
    total = page.find(".totals dd").text
    assert int(total.replace(".", "")) > 100
    page.shot("06-punches")
    first = page.all("tbody tr")[0]
    name = first.find_elements(By.TAG_NAME, "td")[1].text
    plain = name.lower().replace("đ", "d").split()[-1]
    page.fill("Họ tên", name)
    page.press("Lọc")
    names = {row.find_elements(By.TAG_NAME, "td")[1].text.lower() for row in page.all("tbody tr")}
    assert names == {name.lower()}, f"{names} for {name} ({plain})"
    page.open("/punches?state=parked")
    page.sees("tạm giữ")
    states = {state.text for state in page.all("tbody .state")}
    assert states == {"tạm giữ"}


def test_pages_are_walked_forward_and_back_and_a_date_is_jumped_to(page):
    page.open("/punches?size=10")
    first = [row.get_attribute("data-row") for row in page.all("tbody tr")]
    page.press("Trang sau ›")
    second = [row.get_attribute("data-row") for row in page.all("tbody tr")]
    assert len(first) == len(second) == 10 and not set(first) & set(second)
    page.press("‹ Trang trước")
    assert [row.get_attribute("data-row") for row in page.all("tbody tr")] == first
    dates = [row.find_elements(By.TAG_NAME, "td")[5].text for row in page.all("tbody tr")]
    day = datetime.datetime.strptime(dates[0], "%d/%m/%Y").date() - datetime.timedelta(days=1)
    page.fill("Tới ngày", day.isoformat())
    page.press("Tới")
    shown = [row.find_elements(By.TAG_NAME, "td")[5].text for row in page.all("tbody tr")]
    assert all(datetime.datetime.strptime(text, "%d/%m/%Y").date() <= day for text in shown)
    for order in ("code", "device", "oldest"):
        page.open(f"/punches?size=50&order={order}")
        column = {"code": 0, "device": 2}.get(order)
        if column is not None:
            values = [row.find_elements(By.TAG_NAME, "td")[column].text for row in page.all("tbody tr")]
            values = ["" if value == "–" else value for value in values]
            assert values == sorted(values)


def test_an_export_holds_exactly_what_is_filtered(page, downloads):
    page.open("/punches?state=delivered")
    total = int(page.find(".totals dd").text.replace(".", "").rstrip("+"))
    page.press("Xuất CSV")
    path = eventually(lambda: next(iter(downloads.glob("*.csv")), None))
    eventually(lambda: not list(downloads.glob("*.crdownload")))
    text = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0][:3] == ["id", "mã", "tên"]
    assert len(rows) - 1 == total
    assert all("đã gửi" in row[-1] for row in rows[1:])
    page.press("Xuất XLSX")
    path = eventually(lambda: next(iter(downloads.glob("*.xlsx")), None))
    eventually(lambda: not list(downloads.glob("*.crdownload")))
    sheet = openpyxl.load_workbook(path).active
    assert sheet.max_row - 1 == total


def test_a_trace_goes_from_the_vendors_record_to_the_receipt(page):
    page.open("/punches?state=delivered")
    page.click(page.find("tbody tr a"), leaves=False)
    page.sees("Bản ghi này đang ở đâu?")
    page.press("Mở trang riêng", within=".side")
    page.sees("checkinTime") if "hanet" in page.text else page.sees("eventName")
    page.sees("Base HRM: đã gửi")
    page.shot("07-trace")


def press_key(page, key):
    ActionChains(page.driver).send_keys(key).perform()


def row_with_the_focus(page):
    return page.driver.execute_script("return document.activeElement.closest('[data-row]')?.dataset.row ?? null")


def test_rows_are_walked_by_keyboard_and_open_beside_the_list(page):
    page.open("/punches?size=10")
    rows = [row.get_attribute("data-row") for row in page.all("tbody tr")]
    press_key(page, "j")
    press_key(page, "j")
    press_key(page, "j")
    press_key(page, "k")
    assert row_with_the_focus(page) == rows[1]
    press_key(page, Keys.ENTER)
    side = page.find(".side")
    eventually(side.is_displayed, 5, "nothing opened beside the list")
    page.sees("2. Lưu tại đây")
    assert page.path.endswith(f"trace={rows[1]}") and page.find("tbody [aria-current]").get_attribute("data-side") == rows[1]
    page.driver.save_screenshot(str(page.shots / "07-beside.png"))
    press_key(page, "j")
    press_key(page, "o")
    eventually(lambda: page.path.endswith(f"trace={rows[2]}"), 5, "the next row did not open")
    press_key(page, Keys.ESCAPE)
    assert not side.is_displayed() and row_with_the_focus(page) == rows[2] and "trace=" not in page.path
    # Its address shows the same to others, and Back closes it.
    page.open(f"/punches?size=10&trace={rows[3]}")
    eventually(page.find(".side").is_displayed, 5, "the address opened nothing")
    page.open("/punches?size=10")
    page.click(page.find("tbody tr a"), leaves=False)
    eventually(page.find(".side").is_displayed, 5)
    page.driver.back()
    eventually(lambda: not page.find(".side").is_displayed(), 5, "Back did not close it")


def test_keys_are_listed_and_are_letters_where_somebody_types(page):
    page.open("/punches?size=10")
    press_key(page, "j")
    here = row_with_the_focus(page)
    press_key(page, "?")
    assert page.find("#keys").is_displayed()
    page.sees("dòng sau, dòng trước")
    press_key(page, "j")
    press_key(page, Keys.ESCAPE)
    assert not page.find("#keys").is_displayed() and row_with_the_focus(page) == here
    press_key(page, "/")
    press_key(page, "jo?k")
    assert page.field("Họ tên").get_attribute("value") == "jo?k" and not page.find("#keys").is_displayed()


def test_columns_and_density_are_chosen_and_kept(page):
    page.open("/punches?size=10")
    page.press("Cột và mật độ")
    page.find("input[name=column][value=camera]").click()
    page.find("input[name=density][value=compact]").click()
    page.press("Lưu")
    assert page.path.startswith("/punches?") and "Camera/cửa" not in page.find("thead").text
    height = page.all("tbody tr")[0].size["height"]
    page.press("Cột và mật độ")
    assert not page.find("input[name=column][value=camera]").is_selected()
    page.find("input[name=column][value=camera]").click()
    page.find("input[name=density][value=comfortable]").click()
    page.press("Lưu")
    assert "Camera/cửa" in page.find("thead").text and page.all("tbody tr")[0].size["height"] > height


def test_the_head_of_a_long_table_stays_in_sight(page):
    page.open("/punches?size=50")
    page.driver.execute_script("document.querySelectorAll('tbody tr')[40].scrollIntoView()")
    top = page.driver.execute_script("return document.querySelector('thead th').getBoundingClientRect().top")
    assert abs(top) <= 1


def test_on_a_phone_a_punch_is_two_lines_and_the_filter_a_sheet(page):
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True})
    try:
        page.open("/punches?size=10&state=delivered&person=a")
        row = page.all("tbody tr")[0]
        assert row.size["height"] < 75, "a punch takes more than two lines"
        assert not page.find("#person").is_displayed()
        chips = [chip.text for chip in page.all(".chips.set a")]
        assert any(chip.startswith("họ tên: a") for chip in chips) and len(chips) == 2
        page.driver.save_screenshot(str(page.shots / "17-phone-filtered.png"))
        page.press("Lọc (2)", leaves=False)
        assert page.find("#person").is_displayed()
        page.driver.save_screenshot(str(page.shots / "17-phone-sheet.png"))
        press_key(page, Keys.ESCAPE)
        assert not page.find("#person").is_displayed()
        page.press("Lọc (2)", leaves=False)
        page.fill("Họ tên", "")
        page.press("Lọc")
        page.sees("Lọc (1)")
        # Anywhere in a row leads to its trace, on a page of its own.
        row = page.all("tbody tr")[0]
        ActionChains(page.driver).move_to_element_with_offset(row, 60, 12).click().perform()
        eventually(lambda: re.fullmatch(r"/punches/\d+", page.path), 10, "the row led nowhere")
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_parked_punch_is_mapped_and_delivered(page):
    page.open("/parked")
    page.sees("Mã chấm công HRM chưa có")
    page.shot("08-parked")
    code = page.find("input[name=code]").get_attribute("value")
    page.find("input[name=hr-code]").send_keys("1002")
    page.press("Ghép và gửi")
    # 1002 is somebody else here: nothing goes before a person has read whose code it is.
    page.sees("ở đây là mã của")
    page.shot("08-confirm")
    page.press("Đúng, ghép và gửi")
    page.sees(f"“{code}” được gửi là “1002”")

    def is_delivered():
        page.open(f"/punches?code={code}")
        return {state.text for state in page.all("tbody .state")} == {"đã gửi"}

    eventually(is_delivered, 30, "the mapped punches were not delivered")
    page.click(page.find("tbody tr a"), leaves=False)
    page.sees("Được gửi với mã 1002")


def test_a_webhook_appears_on_an_open_page_within_a_second(page, simulators):
    page.open("/devices")
    page.click(page.card("Văn phòng Hà Nội").find_element(By.CSS_SELECTOR, "h2 a"))
    page.press("Tạo địa chỉ webhook")
    hanet = page.find("#hook-address").text.strip()
    page.shot("09-device")
    page.open("/devices")
    page.click(page.card("Kho Bình Dương").find_element(By.CSS_SELECTOR, "h2 a"))
    page.press("Tạo địa chỉ webhook")
    nuveq = page.find("#hook-address").text.strip()
    page.open("/punches")
    time.sleep(1)
    for address, name, fields in (
        (simulators["hanet"] + "/simulator/checkin", "Phan Thị Vừa Tới", {"alias": "1003", "webhook": hanet}),
        (simulators["nuveq"] + "/simulator/open", "Vũ Văn Mở Cửa", {"staff": "1004", "webhook": nuveq}),
    ):
        started = time.monotonic()
        assert '"status":200' in post(address, name=name, **fields)
        eventually(lambda: name in page.text, 5, f"{name} did not appear")
        took = time.monotonic() - started
        print(f"{name}: {took:.2f} s")
        assert took < 3, f"{name} took {took:.2f} s"
    eventually(lambda: page.all("tr.fresh"), 5)


def test_the_status_page_answers_is_everything_here(page):
    page.open("/status")
    page.sees("Dữ liệu đã đủ chưa?")
    numbers = [int(value.text.replace(".", "")) for value in page.all(".totals dd")]
    pulled, delivered, waiting, parked, rejected = numbers
    assert pulled > 100 and delivered + waiting + parked + rejected == pulled
    assert len(page.all(".chart rect")) >= 2
    bar = next(bar for bar in page.all(".bars a") if not re.search(r": 0 ", bar.get_attribute("data-words")))
    number = re.search(r": ([\d.]+) bản ghi", bar.get_attribute("data-words"))[1]
    page.click(bar)
    assert page.find(".totals dd").text == number, "a bar leads to exactly what it counts"
    page.open("/home")
    page.sees("Hôm nay, theo từng giờ")
    page.shot("10-home")
    page.open("/status")
    page.shot("10-status")
    page.open("/history")
    page.sees("đã thêm thiết bị")
    page.shot("11-history")


def test_a_setting_is_refused_with_a_reason_and_kept_when_right(page):
    page.open("/settings")
    page.fill("Tự động đồng bộ mỗi", "một")
    page.press("Lưu")
    page.sees("phải là số nguyên, từ 1 phút đến 1 ngày")
    assert page.driver.switch_to.active_element == page.field("Tự động đồng bộ mỗi")
    page.shot("12-settings-refused")
    page.fill("Tự động đồng bộ mỗi", "7")
    page.click(page.find("input[name=sync-hours][value=avoid]"))
    page.click(page.find("[data-span-add]"))
    assert len(page.all(".span")) == 2
    page.driver.execute_script("""
      const times = document.querySelectorAll(".span input");
      ["12:00", "13:00", "22:00", "06:00"].forEach((time, index) => times[index].value = time);
    """)
    page.press("Lưu")
    page.sees("Đã lưu.")
    listed = page.rollcall.run("settings").splitlines()
    assert listed[0].split()[-1] == "7"
    assert any(line.split() == ["sync-hours", "avoid", "12:00-13:00,22:00-06:00"] for line in listed)


def test_a_list_of_old_excel_is_previewed_before_anything_changes(page, tmp_path, simulators):
    table = tmp_path / "thiet-bi.xls"
    table.write_text(
        "<html><head><meta charset=utf-8></head><body><table><tr><th>Tên thiết bị</th><th>Loại kết nối</th>"
        "<th>Token</th><th>PlaceId</th><th>base-url</th></tr><tr><td>Chi nhánh Đà Nẵng</td><td>Hanet AI</td>"
        f"<td>abc</td><td>777</td><td>{simulators['hanet']}</td></tr>"
        "<tr><td>Hỏng</td><td>Hanet AI</td><td></td><td>778</td></tr></table></body></html>", encoding="utf-8")
    page.open("/devices/import")
    page.find("input[type=file]").send_keys(str(table))
    page.press("Xem trước")
    page.sees("chưa có gì thay đổi")
    page.sees("Chi nhánh Đà Nẵng")
    page.sees("“Token”")
    page.shot("13-import")
    assert "Chi nhánh" not in page.rollcall.run("device", "list")
    page.press("Nhập 1 dòng hợp lệ")
    page.sees("Đã thêm 1, sửa 0")
    page.sees("Hoàn tác (1 thiết bị)")
    assert "Chi nhánh Đà Nẵng" in page.rollcall.run("device", "list")
    page.open("/devices")
    page.choose("Chi nhánh Đà Nẵng", "Xóa thiết bị")
    page.press("Xóa")
    page.sees("Đã xóa “Chi nhánh Đà Nẵng”")


def test_hostile_names_stay_text(page, simulators):
    page.rollcall.run(
        "device", "add", "<img src=x onerror=alert(1)>{{name}}", "--kind", "hanet", "--set", "token=t", "--set",
        "place-id=999", "--set", "base-url=" + simulators["hanet"])
    page.open("/devices")
    page.sees("<img src=x onerror=alert(1)>{{name}}")
    assert not page.all(".card img")
    page.rollcall.run("device", "remove", "<img src=x onerror=alert(1)>{{name}}")


def test_the_language_switches_and_stays(page):
    page.open("/punches")
    page.press("English", within=".top")
    page.sees("Employee code")
    assert page.find("html").get_attribute("lang") == "en"
    page.open("/devices")
    page.sees("Complete up to")
    page.shot("14-english")
    page.press("Tiếng Việt", within=".top")
    page.sees("Đầy đủ đến")


def test_the_keyboard_reaches_a_menu_and_leaves_it(page):
    page.open("/devices")
    summary = page.card("Kho Bình Dương").find_element(By.CSS_SELECTOR, ".menu > summary")
    summary.send_keys(Keys.ENTER)
    assert page.card("Kho Bình Dương").find_element(By.CSS_SELECTOR, ".menu-list").is_displayed()
    page.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not page.card("Kho Bình Dương").find_element(By.CSS_SELECTOR, ".menu-list").is_displayed()
    page.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)


def test_a_phone_sees_every_page_without_scrolling_sideways(page):
    page.driver.set_window_size(390, 844)
    # Headless windows have a least width of their own: the emulation has not.
    page.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
    try:
        for path in (
            "/devices", "/devices/new?kind=hanet", "/network", "/cases", "/punches", "/parked", "/hr", "/status",
            "/history", "/settings", "/users", "/tokens", "/account",
        ):
            page.open(path)
            width = page.driver.execute_script("return document.documentElement.scrollWidth")
            assert width <= 390, f"{path} is {width} px wide"
        page.open("/devices")
        assert not page.find(".nav").is_displayed()
        page.find(".menu-button").click()
        assert page.find(".nav").is_displayed()
        page.driver.save_screenshot(str(page.shots / "15-phone-menu.png"))
        page.find(".menu-button").click()
        page.driver.save_screenshot(str(page.shots / "16-phone-devices.png"))
        page.open("/punches?size=10")
        page.driver.save_screenshot(str(page.shots / "17-phone-punches.png"))
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        page.driver.set_window_size(1280, 900)


def test_dark_is_followed_and_contrast_holds(page):
    for scheme in ("light", "dark"):
        page.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        for path in ("/devices", "/punches", "/parked", "/settings", "/status"):
            page.open(path)
            low = page.driver.execute_script(CONTRAST)
            assert not low, f"{scheme} {path}: {low[:5]}"
    page.open("/devices")
    page.shot("18-dark")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


# Every visible text against what lies behind it (WCAG 2.2, 1.4.3), and every field's label (3.3.2).
CONTRAST = """
const low = [];
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const luminance = ([r, g, b]) => {
  const part = (v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const behind = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3] > 0.99) return c;
  }
  return [255, 255, 255, 1];
};
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const box = element.getBoundingClientRect();
  if (!own || box.width < 2 || box.height < 2 || element.closest("svg, [disabled]")) continue;
  const style = getComputedStyle(element);
  if (style.visibility === "hidden" || style.display === "none") continue;
  const a = luminance(parse(style.color)), b = luminance(behind(element));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) low.push(`${element.tagName} ${element.className} “${element.textContent.trim().slice(0, 30)}” ${ratio.toFixed(2)}`);
}
for (const field of document.querySelectorAll("input:not([type=hidden]):not([hidden]), select, textarea")) {
  if (!field.labels?.length && !field.getAttribute("aria-label")) low.push("no label: " + field.name);
}
for (const button of document.querySelectorAll("button, a, summary")) {
  if (!button.textContent.trim() && !button.getAttribute("aria-label")) low.push("no name: " + button.outerHTML);
}
return low;
"""


def test_an_invited_viewer_looks_and_changes_nothing(page, rollcall, downloads):
    page.open("/users")
    page.press("Tạo đường link mời")
    link = page.find("#link").text.strip()
    page.shot("19-users")
    other = make_browser(downloads, language="en")
    try:
        viewer = Page(other, rollcall, page.shots)
        other.get(link)
        viewer.sees("You are invited as: Viewer (HR)")
        viewer.fill("User name", "hoa")
        viewer.fill("Password", "every morning at eight")
        viewer.press("Create my account")
        viewer.open("/devices")
        viewer.sees("Văn phòng Hà Nội")
        assert "Add device" not in viewer.text and "Users" not in viewer.find(".nav").text
        viewer.open("/users")
        viewer.sees("this needs the right to manage users")
        viewer.shot("20-viewer-refused")
        other.get(link)
        viewer.sees("used up or too old")
    finally:
        other.quit()


def test_an_api_token_is_shown_once(page):
    page.open("/tokens")
    page.fill("Dùng để làm gì?", "báo cáo")
    page.click(page.find("input[value='status.read']"))
    page.press("Tạo token")
    secret = page.find("#secret").text.strip()
    assert secret.startswith("rollcall_")
    page.open("/tokens")
    assert secret not in page.driver.page_source


def test_signing_out_ends_the_session_and_wrong_passwords_are_bounded(page):
    page.open("/devices")
    cookie = page.driver.get_cookie("rollcall")
    page.press("Đăng xuất", within=".top")
    page.sees("Đăng nhập")
    page.driver.add_cookie({"name": "rollcall", "value": cookie["value"], "path": "/"})
    page.open("/devices")
    assert page.path.startswith("/login"), "the old cookie is worth nothing"
    for _ in range(12):
        page.open("/login")
        page.fill("Tên đăng nhập", "lan")
        page.fill("Mật khẩu", "không phải mật khẩu")
        page.press("Đăng nhập")
        if "Hãy đợi" in page.text:
            break
    page.sees("Thử quá nhiều lần")
    page.shot("21-login")
