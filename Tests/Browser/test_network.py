"""An installer finds devices on the server's network, and frees one with its password.

The tests run in the order in which they stand: each goes on where the one before it ended.
"""

import csv
import json
import os
import subprocess
import time

import openpyxl
import pytest
from selenium.webdriver.common.by import By

from conftest import BINARIES, Rollcall, eventually, make_browser
from page import Page

PASSWORD = "tám giờ sáng quẹt thẻ"
DEVICE_PASSWORD = "Rollcall2026"


pytestmark = pytest.mark.usefixtures("terminals")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = Rollcall(tmp_path_factory.mktemp("site"))
    for name, role in (("lan", "admin"), ("tho", "installer")):
        server.run("user", "add", name, "--role", role, input=PASSWORD + "\n")
    server.run("company", "add", "Thiết bị Ánh Dương", "--tax-code", "0312345678", "--member", "tho")
    yield server
    assert server.program.stop() == 0, server.program.output


@pytest.fixture(scope="module")
def phone(tmp_path_factory):
    driver = make_browser(tmp_path_factory.mktemp("phone"), size=(412, 915))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    downloads = tmp_path_factory.mktemp("office")
    driver = make_browser(downloads)
    driver.downloads = downloads
    yield driver
    driver.quit()


def signed_in(driver, site, shots, name):
    page = Page(driver, site, shots)
    page.open("/login")
    if "/login" in page.path:
        page.fill("Tên đăng nhập", name)
        page.fill("Mật khẩu", PASSWORD)
        page.press("Đăng nhập")
    return page


@pytest.fixture
def installer(phone, site, shots):
    page = signed_in(phone, site, shots, "tho")
    yield page
    errors = [entry for entry in phone.get_log("browser") if entry["level"] == "SEVERE"]
    assert not errors, errors


@pytest.fixture
def admin(office, site, shots):
    page = signed_in(office, site, shots, "lan")
    yield page
    errors = [entry for entry in office.get_log("browser") if entry["level"] == "SEVERE"]
    assert not errors, errors


def row(page, model):
    for candidate in page.all("tr[data-row]"):
        if model in candidate.text:
            return candidate
    raise AssertionError(f"no device {model}:\n{page.text}")


def test_devices_appear_while_the_search_goes_on(installer):
    installer.open("/network")
    installer.sees("Chưa tìm lần nào.")
    installer.fill("Mạng cần tìm", "chính máy này")
    installer.press("Tìm thiết bị")
    began = time.monotonic()
    installer.sees("DS-K1T341AMF", seconds=2.5)
    assert "đang tìm…" in installer.text, "the list is live: it does not wait for the end"
    installer.shot("network-searching-phone")
    installer.sees("mạng của máy chủ này, tho tìm lúc", seconds=10)
    assert time.monotonic() - began < 8
    assert installer.find("h2").text.startswith("lo (127.0.0.1)")
    assert len(installer.all("tr[data-row]")) == 7
    installer.shot("network-phone")


def test_the_list_tells_what_matters_and_leads_on(installer):
    installer.open("/network")
    bound = row(installer, "DS-K1T341AMF").text
    assert "K12345671" in bound and "127.0.0.11" in bound and "đã liên kết" in bound
    assert "Hủy liên kết tại đây" in bound
    assert "chưa liên kết" in row(installer, "DS-K1T671M").text
    assert "tắt" in row(installer, "DS-7608NI-K2").text
    assert "không hỗ trợ" in row(installer, "DS-KH6210-L").text
    fresh = row(installer, "DS-2CD1023G0E").text
    assert "chưa kích hoạt" in fresh and "trả lời từ 127.0.0.1" in fresh


def test_an_installer_asks_takes_the_key_and_is_told_of_a_wrong_password(installer, site):
    installer.open("/network")
    installer.click(row(installer, "DS-K1T341AMF").find_element(By.TAG_NAME, "a"))
    installer.sees("DS-K1T341AMF20250318V030500ENAAK12345671")
    installer.press("Hỏi trạng thái liên kết ngay")
    installer.sees("thiết bị trả lời trực tiếp")
    installer.shot("network-device-phone")
    installer.fill("Mật khẩu thiết bị", "sai-mat-khau")
    installer.click(installer.find("input[name=confirmed]"))
    installer.press("Hủy liên kết tại đây")
    installer.sees("Còn 4 lần thử trước khi thiết bị tự khóa.")
    installer.sees("lỗi")
    installer.shot("network-wrong-password-phone")
    assert "sai-mat-khau" not in site.program.output
    assert "sai-mat-khau" not in site.run("history", "--json")


def test_the_right_password_frees_the_device(installer, site):
    installer.open("/network")
    installer.click(row(installer, "DS-K1T341AMF").find_element(By.TAG_NAME, "a"))
    installer.fill("Mật khẩu thiết bị", DEVICE_PASSWORD)
    installer.click(installer.find("input[name=confirmed]"))
    installer.press("Hủy liên kết tại đây")
    installer.sees("Thiết bị đã được hủy liên kết.")
    installer.press("Quay lại")
    eventually(lambda: "chưa liên kết" in row(installer, "DS-K1T341AMF").text)
    assert "network.unbound" in site.run("history", "--json")


def test_the_key_string_is_a_file_that_names_the_device(admin, site, office):
    admin.open("/network")
    admin.click(row(admin, "DS-K1T671M").find_element(By.TAG_NAME, "a"))
    for button in admin.all("button"):
        if button.text.strip() == "Tải chuỗi ký tự":
            button.click()
    path = office.downloads / "sadp-key-K12345672.txt"
    eventually(path.exists)
    assert path.read_text().strip() == "AwAAAEsxMjM0NTY3Mt6tvu8="
    assert "AwAAAEsxMjM0" not in site.run("history", "--json")


def test_the_list_is_exported(admin, office):
    admin.open("/network")
    admin.press("Xuất CSV")
    path = office.downloads / "rollcall-network.csv"
    eventually(path.exists)
    rows = list(csv.reader(path.open(encoding="utf-8-sig")))
    assert len(rows) == 8 and rows[0][0] == "model"
    assert "K12345671" in [row[1] for row in rows]
    admin.press("Xuất XLSX")
    path = office.downloads / "rollcall-network.xlsx"
    eventually(path.exists)
    assert openpyxl.load_workbook(path).active.max_row == 8


def test_a_device_without_a_case_for_unbinding_becomes_an_attendance_device(admin):
    admin.open("/network")
    admin.click(row(admin, "DS-K1T671M").find_element(By.CSS_SELECTOR, "td:last-child a"))
    admin.sees("DS-K1T671M K12345672")
    admin.sees("đã trả lời trong mạng")
    admin.click(admin.find("ul.pick a"))
    assert admin.field("Tên thiết bị").get_attribute("value") == "DS-K1T671M K12345672"


def test_a_network_elsewhere_is_reported_and_shown_as_such(admin, site):
    token = site.run("api-token", "add", "laptop-cong-trinh", "--scope", "network.report").split()[-1]
    report = subprocess.run(
        [str(BINARIES / "rollcall"), "discover", "--interface", "127.0.0.1", "--timeout", "1", "--json",
         "--site", "Chung cư A", "--report", site.address],
        env={**os.environ, "ROLLCALL_TOKEN": token, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=True)
    assert len(json.loads(report.stdout)["devices"]) == 7
    assert token not in report.stdout + report.stderr
    admin.open("/network")
    options = [option.text for option in admin.field("Danh sách").find_elements(By.TAG_NAME, "option")]
    reported = [option for option in options if option.startswith("Chung cư A: lo (127.0.0.1)")]
    assert len(reported) == 1 and "laptop-cong-trinh gửi" in reported[0]
    admin.fill("Danh sách", reported[0])
    admin.sees("do token laptop-cong-trinh gửi lúc")
    admin.shot("network-reported")
    # This server does not reach that network, and does not pretend to.
    admin.click(row(admin, "DS-7616NI-Q2").find_element(By.TAG_NAME, "a"))
    admin.sees("Thiết bị này ở mạng khác.")
    admin.sees("rollcall unbind execute --mac 44-47-CC-00-10-07")
    assert not admin.all("input[name=password]") and "Hỏi trạng thái" not in admin.text
    wrong = subprocess.run(
        [str(BINARIES / "rollcall"), "discover", "--interface", "127.0.0.1", "--timeout", "0.5",
         "--report", site.address], env={**os.environ, "ROLLCALL_TOKEN": "guess", "LANG": "C.UTF-8"},
        capture_output=True, text=True)
    assert wrong.returncode == 1 and "401" in wrong.stderr


def test_a_case_is_opened_for_a_device_that_cannot_be_freed_here(installer, site):
    installer.open("/network")
    installer.click(row(installer, "DS-7616NI-Q2").find_element(By.TAG_NAME, "a"))
    installer.press("Tạo yêu cầu")
    installer.sees("Đã tạo yêu cầu UB")
    installer.sees("thiết bị trả lời là đã liên kết")
    installer.sees("chuỗi ký tự ghi E12345677")
    installer.shot("case-draft-phone")
    number = installer.path.split("/")[-1]
    assert f"{number} and its log are what was written (entries: 1)" in site.run("unbind", "verify-log", number)
    installer.open("/cases")
    installer.sees(number)
    installer.shot("cases-phone")
    shown = json.loads(site.run("unbind", "show", number, "--json"))
    assert shown["state"] == "draft" and shown["serial"] == "E12345677" and shown["network"] == "lan"
    assert [entry["event"] for entry in shown["log"]] == ["opened"]
    checks = {check["name"]: check["result"] for check in shown["checks"]}
    assert checks["binding"] == "pass" and checks["key.serial"] == "pass" and checks["evidence.serial"] == "unknown"
    installer.click(installer.find("a[href='/cases/%s']" % number))
    installer.press("Rút yêu cầu")
    installer.sees("Đã rút yêu cầu.")


def test_english_is_complete(admin):
    admin.open("/network")
    admin.press("English", within="body")
    admin.sees("Devices on the network")
    admin.sees("this server's own network, searched by tho at")
    assert not any(letter in admin.find("main").text.replace("Chung cư A", "") for letter in "ạảãăâđêôơưếệịọộợụủứừ")
    admin.shot("network-english")
    admin.press("Tiếng Việt", within="body")
