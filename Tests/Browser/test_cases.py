"""The journey of an unbinding case: an installer on a phone, a reviewer and an administrator at their desks.

The tests run in the order in which they stand: each goes on where the one before it ended.
"""

import json
import pathlib
import socketserver
import sys
import threading
import zipfile

import pytest
from selenium.webdriver.common.by import By

from conftest import Rollcall, eventually, make_browser
from page import Page

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Pictures"))
from label_pictures import Label, Scene, photograph  # noqa: E402

pytestmark = pytest.mark.usefixtures("terminals")

PASSWORD = "tám giờ sáng quẹt thẻ"
DEVICE_PASSWORD = "Rollcall2026"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = Rollcall(tmp_path_factory.mktemp("desk"))
    for name, role in (("lan", "admin"), ("tho", "installer"), ("mai", "reviewer")):
        server.run("user", "add", name, "--role", role, input=PASSWORD + "\n")
    yield server
    assert server.program.stop() == 0, server.program.output


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """A photo of a label with a serial, made when it is asked for."""
    folder = tmp_path_factory.mktemp("pictures")

    def make(name, *labels, **scene):
        path = folder / f"{name}.jpg"
        if not path.exists():
            scene.setdefault("seed", len(list(folder.iterdir())) + 50)
            photograph(labels, Scene(width=1400, height=1000, noise=5, **scene)).save(path, quality=88)
        return str(path)

    return make


def driver_fixture(size):
    def make(tmp_path_factory):
        downloads = tmp_path_factory.mktemp("downloads")
        driver = make_browser(downloads, size=size)
        driver.downloads = downloads
        yield driver
        driver.quit()

    return pytest.fixture(scope="module")(make)


phone = driver_fixture((412, 915))
office = driver_fixture((1280, 900))
counter = driver_fixture((1280, 900))


def person(driver, site, shots, name):
    page = Page(driver, site, shots)
    page.open("/login")
    if "/login" in page.path:
        page.fill("Tên đăng nhập", name)
        page.fill("Mật khẩu", PASSWORD)
        page.press("Đăng nhập")
    yield page
    errors = [entry for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    assert not errors, errors


@pytest.fixture
def installer(phone, site, shots):
    yield from person(phone, site, shots, "tho")


@pytest.fixture
def reviewer(office, site, shots):
    yield from person(office, site, shots, "mai")


@pytest.fixture
def admin(counter, site, shots):
    yield from person(counter, site, shots, "lan")


def choose_file(page, label, path):
    """Chooses a file; the page sends it by itself where it is a photo that is sent at once."""
    page.field(label).send_keys(path)


def add_photo(page, path, sees):
    choose_file(page, "Hoặc chọn ảnh từ thư viện", path)
    page.sees(sees)


def found_row(page, model):
    for candidate in page.all("tr[data-row]"):
        if model in candidate.text:
            return candidate
    raise AssertionError(f"no device {model}:\n{page.text}")


def open_lan_case(page, model):
    page.open("/network")
    page.click(found_row(page, model).find_element(By.TAG_NAME, "a"))
    page.press("Tạo yêu cầu")
    page.sees("Đã tạo yêu cầu UB")
    return page.path.split("/")[-1].split("#")[0]


def file_case(page):
    page.click(page.find("input[name=consent]"))
    page.press("Gửi")


def shown(site, number):
    return json.loads(site.run("unbind", "show", number, "--json"))


def test_without_a_verified_company_the_way_leads_to_the_verification(installer, pictures):
    installer.open("/account")
    assert "Yêu cầu mới" not in installer.text
    installer.open("/cases/new")
    assert installer.path == "/company"
    installer.sees("Chỉ công ty cung cấp dịch vụ đã xác thực mới gửi được")
    installer.shot("case-stop-phone")
    installer.fill("Tên công ty", "Thiết bị Ánh Dương")
    installer.fill("Mã số thuế", "0312345678")
    installer.fill("Người liên hệ", "Thợ Ba, 0901 234 567")
    choose_file(installer, "Ảnh giấy đăng ký kinh doanh", pictures("papers", Label("Q00000000", qr=None)))
    installer.press("Gửi xác thực")
    installer.sees("Quản trị viên sẽ xem xét.")
    installer.sees("chờ xác thực")
    installer.shot("company-phone")


def test_an_administrator_refuses_with_a_reason_and_then_verifies(admin, installer):
    admin.open("/companies")
    admin.sees("Thiết bị Ánh Dương")
    admin.find("input[name=reason]").send_keys("giấy tờ chưa rõ")
    admin.press("Từ chối")
    admin.sees("bị từ chối")
    installer.open("/company")
    installer.sees("giấy tờ chưa rõ")
    admin.press("Xác thực")
    admin.sees("đã xác thực")
    admin.shot("companies")
    installer.open("/cases/new")
    installer.sees("Thiết bị ở đâu?")
    installer.shot("case-new-phone")


def test_on_the_network_from_the_list_to_unbound(installer, reviewer, site, pictures):
    installer.open("/network")
    installer.fill("Mạng cần tìm", "chính máy này")
    installer.press("Tìm thiết bị")
    installer.sees("mạng của máy chủ này, tho tìm lúc", seconds=15)
    number = open_lan_case(installer, "DS-7616NI-Q2")
    installer.sees("thiết bị trả lời là đã liên kết")
    installer.sees("chuỗi ký tự ghi E12345677")
    installer.sees("Còn thiếu: hãy thêm ảnh nhãn")
    add_photo(installer, pictures("recorder", Label("E12345677", model="DS-7616NI-Q2"), angle=12), "Mã trên ảnh ghi E12345677.")
    assert installer.all("svg .mark.good"), "what was found is marked on the picture"
    installer.shot("case-draft-phone")
    reviewer.open("/desk")
    file_case(installer)
    installer.sees("Trình báo vụ việc thành công")
    installer.sees(number)
    installer.shot("case-reported-phone")
    installer.press("Xem")
    # The queue of the desk is live.
    reviewer.sees(number, seconds=5)
    installer.sees("đã gửi")
    eventually(lambda: "còn" in installer.find("[data-countdown]").text)
    installer.press("Giải thích hạn này")
    installer.sees("10 phút làm việc, tính theo lịch số 1")
    installer.sees("giờ làm việc, tính vào hạn")
    installer.shot("case-filed-phone")

    reviewer.open("/desk")
    reviewer.sees(number)
    reviewer.shot("desk")
    reviewer.press(number)
    reviewer.sees("mã trên ảnh ghi E12345677")
    assert reviewer.all("svg .mark.good")
    reviewer.press("Nhận xem xét")
    reviewer.sees("Người xem xét: mai")
    reviewer.shot("case-review")
    installer.open(f"/cases/{number}")
    installer.sees("đang xem xét")
    reviewer.press("Duyệt")
    reviewer.sees(f"{number}: đã duyệt")

    # The installer's page follows by itself.
    installer.sees("Hủy liên kết ngay", seconds=5)
    installer.fill("Mật khẩu thiết bị", "sai-mat-khau")
    installer.press("Hủy liên kết")
    installer.sees("Còn 4 lần thử trước khi thiết bị tự khóa.")
    installer.sees("không thành công")
    installer.fill("Mật khẩu thiết bị", DEVICE_PASSWORD)
    installer.press("Hủy liên kết")
    installer.sees("Thiết bị đã được hủy liên kết.")
    installer.shot("case-unbound-phone")
    assert shown(site, number)["state"] == "unbound"
    assert "are what was written" in site.run("unbind", "verify-log", number)
    assert "sai-mat-khau" not in site.run("unbind", "show", number)


# A browser that has a detector of codes, and a camera: its picture is a canvas, and what it sees is told here.
DETECTOR = """
window.seen = [];
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code", "code_128"]; }
  async detect(video) { return video.videoWidth ? window.seen.map((rawValue) => ({ rawValue })) : []; }
};
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  canvas.getContext("2d").fillRect(0, 0, 300, 150);
  setInterval(() => canvas.getContext("2d").fillRect(0, 0, 1, 1), 50);
  window.stream = canvas.captureStream();
  return window.stream;
};
"""


def test_the_camera_reads_the_code_on_the_page_where_the_browser_can(installer, phone):
    installer.open("/cases/new")
    assert "Quét mã bằng camera" not in installer.text, "this browser has no detector: there is the photo"
    script = phone.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": DETECTOR})
    try:
        installer.open("/cases/new")
        installer.press("Quét mã bằng camera")
        installer.sees("Đưa mã QR hoặc mã vạch trên nhãn vào khung hình.")
        installer.shot("case-scan-phone")
        phone.execute_script("window.seen = ['WIFI:T:WPA;S:x;;', 'www.hik-connect.com\\rQ01728482\\rHZKQTW\\rDS-2CD2143G0-I\\r']")
        installer.sees("Đã đọc từ mã. Hãy đối chiếu với nhãn.")
        assert installer.field("Hoặc nhập số seri").get_attribute("value") == "Q01728482"
        assert "HZKQTW" not in phone.page_source
        assert phone.execute_script("return window.stream.getTracks().every((track) => track.readyState === 'ended')")
    finally:
        phone.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script["identifier"]})


def test_elsewhere_from_a_scanned_label_to_unbound(installer, reviewer, site, pictures, office):
    label = Label("Q01728482", code="HZKQTW")
    installer.open("/cases/new")
    choose_file(installer, "Quét nhãn: chụp ảnh để điền số seri", pictures("scan", label, angle=90))
    installer.sees("Đọc từ ảnh.")
    assert installer.field("Hoặc nhập số seri").get_attribute("value") == "Q01728482"
    installer.press("Tiếp tục")
    installer.sees("chưa có ảnh")
    number = installer.path.split("/")[-1]
    # What is wrong is said now, and not after filing.
    add_photo(installer, pictures("nothing"), "Không đọc được số seri: hãy chụp gần hơn")
    add_photo(installer, pictures("another", Label("E12345678")), "Trên ảnh là số seri E12345678, yêu cầu này là của Q01728482.")
    assert installer.all("svg .mark.bad")
    installer.shot("case-wrong-photo-phone")
    for _ in range(2):
        installer.press("Bỏ ảnh này")
        installer.sees("Đã bỏ ảnh.")
    add_photo(installer, pictures("own", label, tilt=0.1), "Mã trên ảnh ghi Q01728482.")
    assert installer.find("a[href^='https://www.hikvision.com/']").text == "Tải SADP (hikvision.com)"
    installer.press("Cách lấy: SADP bản mới")
    installer.press("Cách lấy: SADP bản cũ")
    installer.shot("case-key-phone")
    installer.fill("Hoặc dán nội dung", "www.hik-connect.com\nQ01728482\nHZKQTW\nDS-2CD2143G0-I")
    installer.press("Lưu chuỗi ký tự")
    installer.sees("đây là mã trên nhãn thiết bị")
    installer.fill("Hoặc dán nội dung", "AwAAAFEwMTcyODQ4Mh+ZYT8=")
    installer.press("Lưu chuỗi ký tự")
    installer.sees("Chuỗi ký tự ghi Q01728482: khớp.")
    file_case(installer)
    installer.sees("Trình báo vụ việc thành công")
    installer.press("Xem")
    installer.sees("đã gửi")
    # The log is for people to read.
    for words in ("đồng ý chịu trách nhiệm phiên bản", "ghi số seri Q01728482", "số seri Q01728482, mạng khác", "số seri trên ảnh đạt"):
        installer.sees(words)
    assert "needsReview" not in installer.text
    assert "HZKQTW" not in installer.text

    reviewer.open(f"/cases/{number}")
    reviewer.fill("Yêu cầu bổ sung: còn thiếu gì (tạm dừng tính giờ)", "ảnh hóa đơn")
    reviewer.press("Yêu cầu bổ sung")
    reviewer.sees("cần bổ sung")
    installer.open("/notices")
    installer.sees("cần bổ sung: ảnh hóa đơn")
    installer.shot("notices-phone")
    installer.open(f"/cases/{number}")
    add_photo(installer, pictures("invoice", Label("Q01728482", qr=None), label_width=0.8), "chưa có mã xác nhận")
    installer.press("Tôi đã bổ sung")
    installer.sees("tiếp tục tính giờ")

    reviewer.open(f"/cases/{number}")
    reviewer.press("Duyệt")
    reviewer.fill("Cách thực hiện", "hãng đã thực hiện, ghi nhận thủ công")
    reviewer.fill("Mã tham chiếu của hãng (thủ công)", "HIK-4711")
    reviewer.press("Thực hiện và kiểm tra lại")
    reviewer.sees("Thiết bị đã được hủy liên kết.")
    reviewer.shot("case-done")
    for link in reviewer.all("a"):
        if link.text == "Hồ sơ (ZIP)":
            link.click()
    path = office.downloads / f"{number}.zip"
    eventually(path.exists)
    with zipfile.ZipFile(path) as dossier:
        names = dossier.namelist()
        assert {"case.json", "report.html", "log.json", "SHA256SUMS", "photos/photo-1.jpg"} <= set(names)
        assert not any(b"HZKQTW" in dossier.read(name) or b"AwAAAFEw" in dossier.read(name) for name in names)


@pytest.mark.parametrize("model, serial, sentence", [
    ("DS-K1T671M", "K12345672", "Thiết bị chưa liên kết với tài khoản nào."),
    ("DS-7608NI-K2", "E12345673", "Thiết bị chưa bật dịch vụ Hik-Connect."),
])
def test_what_the_device_itself_denies_is_rejected_at_once(installer, pictures, model, serial, sentence):
    open_lan_case(installer, model)
    add_photo(installer, pictures(serial, Label(serial, model=model)), f"Mã trên ảnh ghi {serial}.")
    file_case(installer)
    installer.sees("bị từ chối")
    installer.sees(sentence)
    installer.shot(f"case-rejected-{serial}-phone")


def test_a_photo_of_another_device_is_rejected_and_filed_again(installer, reviewer, site, pictures):
    number = open_lan_case(installer, "DS-K1T341AMF")
    add_photo(installer, pictures("mismatch", Label("E77777777")), "Trên ảnh là số seri E77777777")
    file_case(installer)
    installer.sees("Số seri trong hình ảnh không trùng khớp với thiết bị cần hủy liên kết.")
    installer.press("Gửi lại với hình ảnh rõ hơn")
    installer.sees("gửi lại sau yêu cầu này")
    again = installer.path.split("/")[-1]
    assert again != number
    # A second reviewer's reasons: unreadable, used before, in words.
    add_photo(installer, pictures("faint", blur=3), "Không đọc được")
    file_case(installer)
    reviewer.open(f"/cases/{again}")
    reviewer.fill("Từ chối vì", "Không đọc được số seri trong hình ảnh.")
    reviewer.press("Từ chối")
    reviewer.sees(f"{again}: bị từ chối")
    installer.open(f"/cases/{again}")
    installer.sees("Không đọc được số seri trong hình ảnh.")


@pytest.mark.parametrize("reason, words", [
    ("Hình ảnh đã được dùng trong yêu cầu khác.", ""), ("Xem giải thích của người duyệt.", "chủ thiết bị chưa đồng ý")])
def test_a_reviewer_rejects_with_a_reason(installer, reviewer, pictures, reason, words):
    installer.open("/cases/new")
    installer.fill("Hoặc nhập số seri", "Q01728482")
    installer.press("Tiếp tục")
    number = installer.path.split("/")[-1]
    add_photo(installer, pictures("own", Label("Q01728482", code="HZKQTW"), tilt=0.1), "Mã trên ảnh ghi Q01728482.")
    installer.fill("Hoặc dán nội dung", "AwAAAFEwMTcyODQ4Mh+ZYT8=")
    installer.press("Lưu chuỗi ký tự")
    file_case(installer)
    reviewer.open(f"/cases/{number}")
    reviewer.sees("cũng dùng ảnh này")
    reviewer.fill("Từ chối vì", reason)
    if words:
        reviewer.press("Từ chối")
        reviewer.sees("hãy ghi lý do từ chối")
        reviewer.fill("Từ chối vì", reason)
        reviewer.fill("Giải thích thêm (bắt buộc nếu chọn lý do cuối)", words)
    reviewer.press("Từ chối")
    installer.open(f"/cases/{number}")
    installer.sees(words or reason)


def test_an_installer_withdraws(installer, site):
    number = open_lan_case(installer, "DS-2CD2143G2-I")
    installer.press("Rút yêu cầu")
    installer.sees("Đã rút yêu cầu.")
    assert shown(site, number)["state"] == "withdrawn"


class MailSink(socketserver.StreamRequestHandler):
    """A mail server that takes everything."""

    messages = []

    def handle(self):
        self.wfile.write(b"220 sink\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (line := self.rfile.readline()) != b".\r\n":
                    lines.append(line)
                MailSink.messages.append(b"".join(lines).decode())
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 sink\r\n" if word == b"EHLO" else b"250 fine\r\n")


def test_notices_come_by_mail(installer, admin, site, pictures):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailSink) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, value in (("mail-server", f"127.0.0.1:{server.server_address[1]}"), ("mail-security", "none"),
                            ("mail-from", "desk@anhduong.vn")):
            site.run("settings", "set", name, value)
        installer.open("/notices")
        installer.fill("Qua email", "tho@anhduong.vn")
        installer.press("Lưu")
        installer.sees("Đã lưu.")
        open_lan_case(installer, "DS-K1T671M")
        add_photo(installer, pictures("mail", Label("K12345672")), "Mã trên ảnh ghi K12345672.")
        file_case(installer)
        eventually(lambda: MailSink.messages, 20, "no mail came")
        assert "To: <tho@anhduong.vn>" in MailSink.messages[0]
        server.shutdown()


def test_the_desks_pages_fit_a_desktop_and_a_phone(admin, installer, reviewer):
    for path in ("/calendar", "/bindings", "/companies", "/settings", "/desk", "/cases", "/notices"):
        admin.open(path)
        admin.shot("desk" + path.replace("/", "-"))
    for path in ("/cases", "/cases/new", "/notices", "/account", "/company"):
        installer.open(path)
        installer.shot("phone" + path.replace("/", "-"))


def test_english_is_complete(admin, site):
    number = next(case["number"] for case in json.loads(site.run("unbind", "list", "--json")) if case["state"] == "unbound")
    admin.open("/desk")
    admin.press("English", within="body")
    for path in ("/desk", "/cases", "/cases/new", "/notices", "/companies", "/bindings", f"/cases/{number}"):
        admin.open(path)
        # Names, and what people of the other language wrote into the log, stay as they are.
        for element in admin.all("main h1, main h2, main label, main button, main th, main dt, main summary"):
            letters = set("ạảãăđâêôơưếệịọộợụủứừ") & set(element.text.replace("Thiết bị Ánh Dương", "").lower())
            assert not letters, f"{path}: {element.text}"
    admin.sees("The device has been unbound.")
    admin.shot("case-english")
    admin.press("Tiếng Việt", within="body")
