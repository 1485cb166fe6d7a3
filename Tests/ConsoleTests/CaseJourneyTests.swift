import Access
import Attendance
import Foundation
import HTTPTransport
import LocalNetwork
import SADP
import Serials
import Simulators
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire
import WorkingTime

/// From filing to the decision, by page.
@Suite struct CaseJourneyTests {
    /// Begins a case in the way “other” and puts a photo and a key into it.
    private func draft(
        _ test: TestConsole, _ installer: TestConsole.Visitor, photo: String = "label.jpg",
        serial: String = LabelPhotos.serial
    ) async throws -> String {
        let opened = try await installer.post("/cases/new", ["serial": serial])
        let address = try #require(opened.header("Location"))
        _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes(photo), named: photo)
        _ = try await installer.post("\(address)/key", ["key": "AwAAAFEwMTcyODQ4Mh+ZYT8="])
        return address
    }

    private func number(_ address: String) -> String { String(address.split(separator: "/").last ?? "") }

    @Test func withoutAVerifiedCompanyNothingCanBeFiledAndThePageLeadsToTheVerification() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.newcomer()
            #expect(try await installer.get("/cases/new").header("Location") == "/company")
            #expect(try await installer.post("/cases/new", ["serial": LabelPhotos.serial]).status == 403)

            let missing = try await installer.upload(
                "/company", try LabelPhotos.bytes("text.jpg"), named: "a.jpg", as: "document",
                ["name": "Thiết bị Ánh Dương", "tax-code": "12", "contact": "0901"])
            #expect(missing.status == 422 && missing.text.contains("mã số thuế"))
            let sent = try await installer.upload(
                "/company", try LabelPhotos.bytes("text.jpg"), named: "a.jpg", as: "document",
                ["name": "Thiết bị Ánh Dương", "tax-code": "0312345678", "contact": "0901"])
            #expect(sent.status == 303)
            #expect(try await installer.get("/company").text.contains("chờ xác thực"))

            let admin = try await test.visitor(.admin)
            let company = try #require(try await test.hub.store.companies.all().first)
            #expect(try await admin.get("/companies/\(company.id)/document").header("Content-Type") == "image/jpeg")
            // A refusal has a reason, which the installer reads.
            _ = try await admin.post("/companies/\(company.id)", ["decision": "refuse"])
            #expect(try await test.hub.store.companies.find(company.id).state == .waiting)
            _ = try await admin.post("/companies/\(company.id)", ["decision": "refuse", "reason": "ảnh mờ quá"])
            #expect(try await installer.get("/company").text.contains("ảnh mờ quá"))
            _ = try await admin.post("/companies/\(company.id)", ["decision": "verify"])
            #expect(try await installer.post("/cases/new", ["serial": LabelPhotos.serial]).status == 303)
        }
    }

    @Test func whatIsReadOnAPhotoIsSaidBeforeFiling() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            let address = try await draft(test, installer)
            let good = try await installer.get(address).text
            #expect(good.contains("Mã trên ảnh ghi \(LabelPhotos.serial)"))
            #expect(good.contains("<polygon points="))
            for (photo, words) in [
                ("other.jpg", "Trên ảnh là số seri \(LabelPhotos.otherSerial)"), ("nothing.jpg", "Không đọc được"),
                ("text.jpg", "chưa có mã xác nhận"), ("two-labels.jpg", "sẽ cần người xem"),
            ] {
                _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes(photo), named: photo)
                #expect(try await installer.get(address).text.contains(words), "\(photo)")
            }
            // The key string's code, sent as a photo by mistake, is said to be that and is not kept.
            let found = try await test.hub.store.cases.find(number(address))
            let before = try await test.hub.store.evidence.all(of: found).count
            let key = try await installer.upload(
                "\(address)/photos", try LabelPhotos.bytes("key.png"), named: "key.png")
            #expect(key.status == 303)
            #expect(try await test.hub.store.evidence.all(of: found).count == before)
            // The verification code is on no page and in no row of the database in the clear.
            #expect(!(try await installer.get(address).text.contains("HZKQTW")))
            let store = try Data(contentsOf: test.hub.store.directory.appending(path: "rollcall.db"))
            #expect(store.range(of: Data("HZKQTW".utf8)) == nil)
        }
    }

    @Test func uploadsThatAreNoPhotosAreRefusedWithASentence() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            let address = try #require(
                try await installer.post("/cases/new", ["serial": LabelPhotos.serial]).header("Location"))
            let svg = Array("<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>".utf8)
            for (bytes, name, words) in [
                (svg, "a.svg", "SVG"), (try LabelPhotos.bytes("bomb.png"), "bomb.png", "điểm ảnh"),
                (try LabelPhotos.bytes("label.png"), "label.jpg", "lưu lại đúng định dạng"),
                (try LabelPhotos.bytes("label.jpg") + Array("PK\u{3}\u{4}".utf8), "a.jpg", "giấu nội dung"),
                (Array("%PDF-1.7".utf8), "a.jpg", "tài liệu"),
            ] {
                _ = try await installer.upload("\(address)/photos", bytes, named: name)
                #expect(try await installer.get(address).text.contains(words), "\(name): \(words)")
            }
            #expect(
                try await test.hub.store.evidence.all(of: try await test.hub.store.cases.find(number(address))).isEmpty)
            let huge = try await installer.upload(
                "\(address)/photos", [UInt8](repeating: 0xFF, count: 30 << 20), named: "a.jpg")
            #expect(huge.status == 413)
            let xml = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Code>&b;</Code>"
            _ = try await installer.upload("\(address)/key", Array(xml.utf8), named: "key.xml", as: "file")
            #expect(try await installer.get(address).text.contains("khai báo kiểu"))
        }
    }

    @Test func aCaseIsFiledTakenAskedAboutAnsweredAndApproved() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let installer = try await test.verifiedInstaller()
            let address = try await draft(test, installer, photo: "text.jpg")
            // Consent is a box that somebody ticks.
            _ = try await installer.post("\(address)/file")
            #expect(try await test.hub.store.cases.find(number(address)).state == .draft)
            _ = try await installer.post("\(address)/file", ["consent": "1"])
            let filed = try await test.hub.store.cases.find(number(address))
            #expect(filed.state == .filed && filed.consentVersion == Consent.current.version)
            #expect(filed.consentText == Consent.current.text)
            #expect(filed.dueAt == test.hub.clock.now + .minutes(10))
            let page = try await installer.get(address).text
            #expect(page.contains("data-countdown=\"\(try #require(filed.dueAt).milliseconds)\""))
            #expect(page.contains("giờ làm việc, tính vào hạn"))

            let reviewer = try await test.visitor(.reviewer)
            let other = try await test.visitor(.reviewer)
            #expect(try await reviewer.get("/desk").text.contains(number(address)))
            _ = try await reviewer.post("\(address)/take")
            _ = try await other.post("\(address)/approve")
            #expect(try await test.hub.store.cases.find(number(address)).state == .inReview)
            #expect(try await other.get(address).text.contains(reviewer.name))
            _ = try await reviewer.post("\(address)/ask", ["words": "chụp rõ mã QR"])
            #expect(try await installer.get(address).text.contains("chụp rõ mã QR"))
            #expect(try await installer.get("/notices").text.contains("chụp rõ mã QR"))
            test.hub.clock.advance(by: .minutes(30))
            _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes("label.jpg"), named: "label.jpg")
            _ = try await installer.post("\(address)/answer")
            let answered = try await test.hub.store.cases.find(number(address))
            #expect(answered.state == .filed)
            #expect(answered.dueAt == filed.dueAt.map { $0 + .minutes(30) })
            #expect(try await reviewer.get(address).text.contains("dừng tính giờ"))
            _ = try await reviewer.post("\(address)/approve")
            #expect(try await test.hub.store.cases.find(number(address)).state == .approved)

            // The vendor has done it: its reference, and what can be asked again.
            _ = try await reviewer.post("\(address)/execute", ["authority": "manual"])
            #expect(try await test.hub.store.cases.find(number(address)).state == .approved)
            _ = try await reviewer.post("\(address)/execute", ["authority": "manual", "reference": "HIK-4711"])
            let done = try await test.hub.store.cases.find(number(address))
            #expect(done.state == .unbound && done.reference == "HIK-4711")
            #expect(try await installer.get(address).text.contains("Thiết bị đã được hủy liên kết."))
        }
    }

    @Test func aPhotoThatIsTakenBackFromAFiledCaseStaysVisibleAndNothingIsApprovedUnseen() async throws {
        try await TestConsole.with(now: "2026-11-23T09:00:00+07:00") { test, _ in
            let installer = try await test.verifiedInstaller()
            let address = try await draft(test, installer, photo: "text.jpg")
            _ = try await installer.post("\(address)/file", ["consent": "1"])
            let reviewer = try await test.visitor(.reviewer)
            let seen = String(try await test.hub.store.cases.find(number(address)).logHead.count)
            #expect(try await reviewer.get(address).text.contains("name=\"seen\" value=\"\(seen)\""))
            _ = try await reviewer.post("\(address)/ask", ["words": "chụp rõ hơn", "seen": seen])
            let found = try await test.hub.store.cases.find(number(address))
            #expect(found.state == .moreAsked)

            let photo = try #require(try await test.hub.store.evidence.all(of: found).first)
            _ = try await installer.post("\(address)/photos/\(photo.id)/remove")
            _ = try await installer.post("\(address)/answer")
            #expect(try await test.hub.store.cases.find(number(address)).state == .moreAsked)
            for visitor in [installer, reviewer] {
                let page = try await visitor.get(address).text
                #expect(page.contains("đã gạch bỏ lúc") && page.contains("\(address)/photos/\(photo.id)"))
            }
            #expect(try await reviewer.get("\(address)/photos/\(photo.id)").status == 200)
            let dossier = try await reviewer.get("\(address)/dossier.zip")
            #expect(dossier.status == 200)

            _ = try await installer.upload("\(address)/photos", try LabelPhotos.bytes("label.jpg"), named: "label.jpg")
            _ = try await installer.post("\(address)/answer")
            // A page that was open since before the answer decides nothing.
            _ = try await reviewer.post("\(address)/approve", ["seen": seen])
            #expect(try await test.hub.store.cases.find(number(address)).state == .filed)
            #expect(try await reviewer.get(address).text.contains("đã thay đổi"))
            let present = try await test.hub.store.cases.find(number(address))
            _ = try await reviewer.post("\(address)/approve", ["seen": String(present.logHead.count)])
            #expect(try await test.hub.store.cases.find(number(address)).state == .approved)
        }
    }

    @Test func nobodyDecidesTheOwnCase() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.verifiedInstaller(.admin)
            let address = try await draft(test, admin, photo: "text.jpg")
            _ = try await admin.post("\(address)/file", ["consent": "1"])
            for action in ["take", "approve", "ask", "execute"] {
                _ = try await admin.post("\(address)/\(action)", ["words": "x", "authority": "register"])
            }
            #expect(try await test.hub.store.cases.find(number(address)).state == .filed)
            let installer = try await test.verifiedInstaller()
            #expect(try await installer.post("\(address)/approve").status == 403)
        }
    }

    @Test func photosAndDossiersAreForThePartiesAlone() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            let address = try await draft(test, installer)
            let found = try await test.hub.store.cases.find(number(address))
            let photo = try #require(try await test.hub.store.evidence.all(of: found).first)
            let picture = "\(address)/photos/\(photo.id)"
            _ = try await installer.post("\(address)/file", ["consent": "1"])
            for (visitor, status) in [
                (installer, 200), (try await test.visitor(.reviewer), 200),
                (try await test.verifiedInstaller(), 404), (try await test.visitor(.viewer), 404),
                (try await test.visitor(.operator), 404),
            ] {
                #expect(try await visitor.get(picture).status == status)
                #expect(try await visitor.get("\(address)/dossier.zip").status == status)
            }
            let reply = try await installer.get(picture)
            #expect(reply.header("Content-Type") == "image/jpeg")
            #expect(reply.header("Content-Disposition")?.hasPrefix("inline; filename=\"UB") == true)
            #expect(reply.header("Cache-Control")?.contains("no-store") == true)
            // Another case's number does not open the photo.
            let second = try await draft(test, installer, photo: "tilted.jpg")
            #expect(try await installer.get("\(second)/photos/\(photo.id)").status == 404)
            let sealed = try Data(contentsOf: test.hub.store.directory.appending(path: "rollcall.db"))
            #expect(sealed.range(of: Data(reply.body.prefix(400))) == nil, "sealed at rest")
        }
    }

    @Test func theRegisterFreesWhatItHasAndAFiledAgainCaseIsLinked() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            _ = try await admin.post("/bindings", ["serial": LabelPhotos.serial, "account": "anhduong@example.com"])
            let installer = try await test.verifiedInstaller()
            let first = try await draft(test, installer, photo: "other.jpg")
            _ = try await installer.post("\(first)/file", ["consent": "1"])
            let rejected = try await test.hub.store.cases.find(number(first))
            #expect(rejected.state == .rejected && rejected.reasonCode == .serialMismatch)
            #expect(try await installer.get(first).text.contains("không trùng khớp"))

            let again = try #require(try await installer.post("\(first)/again").header("Location"))
            _ = try await installer.upload("\(again)/photos", try LabelPhotos.bytes("label.jpg"), named: "label.jpg")
            _ = try await installer.post("\(again)/file", ["consent": "1"])
            let second = try await test.hub.store.cases.find(number(again))
            #expect(second.state == .filed && second.previousID == rejected.id)
            let reviewer = try await test.visitor(.reviewer)
            let page = try await reviewer.get(again).text
            #expect(page.contains(number(first)) && page.contains("anhduong@example.com"))
            _ = try await reviewer.post("\(again)/approve")
            _ = try await reviewer.post("\(again)/execute", ["authority": "register"])
            #expect(try await test.hub.store.cases.find(number(again)).state == .unbound)
            let serial = try #require(ShortSerial(exactly: LabelPhotos.serial))
            #expect(try await test.hub.store.bindings.entry(serial)?.account == nil)
        }
    }

    @Test func photosOfOneAccountAreBounded() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            var refused = 0
            for _ in 0..<40 where try await installer.upload("/cases/scan", [1, 2, 3], named: "a.jpg").status == 429 {
                refused += 1
            }
            #expect(refused > 5)
        }
    }

    @Test func aPhotoOfTheLabelFillsTheSerial() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            let page = try await installer.upload("/cases/scan", try LabelPhotos.bytes("sideways.jpg"), named: "s.jpg")
            #expect(page.status == 200 && page.text.contains("value=\"\(LabelPhotos.serial)\""))
            let two = try await installer.upload("/cases/scan", try LabelPhotos.bytes("two-labels.jpg"), named: "s.jpg")
            #expect(two.status == 422 && two.text.contains(LabelPhotos.otherSerial))
        }
    }

    @Test func theCalendarIsEditedByPageAndBadOnesAreRefused() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let page = try await admin.get("/calendar").text
            #expect(page.contains("2026-09-02") && page.contains("08:30-17:30"))
            let days = ["monday": "08:30-12:00, 13:00-17:30", "zone": "Asia/Ho_Chi_Minh", "covers-until": "2027"]
            _ = try await admin.post(
                "/calendar", days.merging(["holidays": "2026-12-25; Nghỉ / Off; expected; nội quy"]) { $1 })
            let calendar = try await test.hub.store.calendars.current()
            #expect(calendar.version == 2 && calendar.weekdays[.monday]?.count == 2 && calendar.holidays.count == 1)
            let bad = try await admin.post("/calendar", days.merging(["monday": "17:00-08:00"]) { $1 })
            #expect(bad.status == 422 && bad.text.contains("17:00-08:00"))
            let empty = try await admin.post("/calendar", ["zone": "Asia/Ho_Chi_Minh", "covers-until": "2027"])
            #expect(empty.status == 422)
            #expect(try await test.hub.store.calendars.current().version == 2)
        }
    }

    @Test func onlyPushServicesOfTheWorldAreTakenAsSubscriptions() async throws {
        try await TestConsole.with { test, _ in
            let installer = try await test.verifiedInstaller()
            #expect(try await installer.get("/notices").text.contains("data-push-key=\"B"))
            #expect(
                try await installer.get("/service-worker.js").header("Content-Type")?.contains("javascript") == true)
            let keys = [
                "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "auth": "BTBZMqHH6r4Tts7J_aSIgg",
            ]
            for (endpoint, status) in [
                ("https://fcm.googleapis.com/fcm/send/abc", 204), ("http://fcm.googleapis.com/fcm/send/abc", 422),
                ("https://10.0.0.8/x", 422), ("https://[::1]/x", 422), ("https://printer.local/x", 422),
                ("https://intranet/x", 422), ("https://push.example.com:22/x", 422), ("file:///etc/passwd", 422),
            ] {
                let reply = try await installer.post("/notices/push", keys.merging(["endpoint": endpoint]) { $1 })
                #expect(reply.status == status, "\(endpoint)")
            }
            let bad = ["endpoint": "https://fcm.googleapis.com/x", "p256dh": "AAAA", "auth": "AAAA"]
            #expect(try await installer.post("/notices/push", bad).status == 422)
        }
    }

    @Test func installersRegisterOnlyWhereTheSettingLetsThem() async throws {
        try await TestConsole.with { test, _ in
            _ = try await test.visitor(.admin)
            let fields = ["name": "thợ tư", "password": "một câu dài dễ nhớ"]
            #expect(try await test.stranger.get("/register").status == 404)
            #expect(try await test.stranger.post("/register", fields).status == 404)
            try await test.hub.store.settings.set(
                "installer-registration", "true", act: Act(by: .person("test"), at: test.hub.clock.now))
            #expect(try await test.stranger.get("/register").status == 200)
            #expect(try await test.stranger.post("/register", fields).header("Location") == "/company")
            let user = try await test.hub.store.users.find("thợ tư")
            #expect(user.role == .installer)
            #expect(try await test.stranger.post("/register", fields).status == 422)
        }
    }
}
