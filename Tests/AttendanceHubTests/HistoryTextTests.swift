import Attendance
import AttendanceHub
import Testing
import Wire

/// What the history says of an event.
@Suite struct HistoryTextTests {
    private func words(_ event: HistoryEvent, _ subject: String = "X") -> Phrase { event.sentence(about: subject) }

    @Test(
        arguments: [
            (.device(.added(kind: "hanet", adopted: 0)), "added (hanet)", "đã thêm (hanet)"),
            (
                .device(.added(kind: "hanet", adopted: 7)), "added (hanet); adopts 7 kept punches",
                "đã thêm (hanet); nhận lại 7 bản ghi đã lưu"
            ),
            (.device(.removed(punches: 0)), "removed with 0 punches", "đã xóa cùng 0 bản ghi"),
            (.device(.removed(punches: nil)), "removed; its punches are kept", "đã xóa; bản ghi vẫn được giữ"),
            (.device(.paused), "timed sync paused", "đã tạm dừng đồng bộ tự động"),
            (
                .hrClient(.added(kind: "webhook", isKnown: true)),
                "added again (webhook); what it received is remembered",
                "đã thêm lại (webhook); những gì đã nhận vẫn được nhớ"
            ),
            (
                .hrClient(.held(count: 3, days: 92)),
                "3 punches older than 92 days are held: push their dates to send them",
                "3 bản ghi cũ hơn 92 ngày đang được giữ lại: hãy chọn “Đồng bộ lên HRM” theo ngày để gửi"
            ),
            (
                .code(.mapped("17", to: "42", former: nil, released: 9, received: 0, over: nil)),
                "17 goes as 42; 9 punches wait no longer", "17 được gửi là 42; 9 bản ghi được gửi lại"
            ),
            (
                .code(.mapped("17", to: "42", former: "41", released: 9, received: 2, over: ["An", "Bình"])),
                "17 goes as 42; 9 punches wait no longer; no longer as 41: HR had received 2 punches; confirmed over An, Bình",
                "17 được gửi là 42; 9 bản ghi được gửi lại; không còn là 41: HRM đã nhận 2 bản ghi; đã xác nhận dù đang là mã của An, Bình"
            ),
            (
                .code(.mapped("17", to: "42", former: nil, released: 0, received: 0, over: [])),
                "17 goes as 42; 0 punches wait no longer; confirmed over ?",
                "17 được gửi là 42; 0 bản ghi được gửi lại; đã xác nhận dù đang là mã của ?"
            ),
            (
                .code(.unmapped("17", from: "42", received: 2)),
                "17 goes as it is, no longer as 42; HR had received 2 punches",
                "17 được gửi nguyên mã, không còn là 42; HRM đã nhận 2 bản ghi"
            ),
            (
                .hook(.notFound(name: "An", code: "17", at: "8:00")),
                "a webhook announced “An” (17) at 8:00, but the vendor's own list does not have it",
                "webhook báo “An” (17) lúc 8:00, nhưng danh sách của hãng không có"
            ),
            (.user(.changed(role: "admin")), "role Administrator", "vai trò Quản trị"),
            (.user(.added(role: "emperor")), "emperor", "emperor"), (.user(.disabled), "disabled", "đã vô hiệu"),
            (.user(.company(nil)), "-", "-"), (.user(.company("Minh An")), "Minh An", "Minh An"),
            (
                .user(.renamed(from: "rules")),
                "was “rules”, a name that the program itself signs with: signs in as “X” from now on",
                "trước là “rules”, tên dành riêng cho chương trình: từ nay đăng nhập bằng “X”"
            ),
            (.token(.added(scopes: ["a.read", "b.read"])), "a.read b.read", "a.read b.read"),
            (.company(.verified), "verified", "đã xác thực"), (.company(.refused), "refused", "bị từ chối"),
            (.network(.searched(found: 2)), "2 devices found", "tìm thấy 2 thiết bị"),
            (.desk(.bindingFreed), "-", "-"), (.desk(.bindingNoted(account: "a@b.vn")), "a@b.vn", "a@b.vn"),
            (.program(.settingChanged(to: "10")), "X = 10", "X = 10"),
            (
                .program(
                    .jobFailed(
                        consequence: Phrase(en: "nobody is told", vi: "không ai được báo"),
                        reason: Phrase(verbatim: "z"))),
                "nobody is told until this is mended: z", "không ai được báo cho đến khi khắc phục: z"
            ),
        ] as [(HistoryEvent, String, String)])
    func anEventIsToldInBothLanguages(_ event: HistoryEvent, _ en: String, _ vi: String) {
        #expect(words(event) == Phrase(en: en, vi: vi))
    }

    private func entry(_ word: String, _ what: HistoryEvent?, kept: String = "") -> HistoryEntry {
        HistoryEntry(
            at: Instant(seconds: 0), actor: .command, event: word, subject: "X", what: what,
            kept: Phrase(verbatim: kept))
    }

    @Test func whatAFormerVersionWroteIsShownAsItWasWorded() {
        #expect(entry("device.added", nil, kept: "added (hanet)").detail.en == "added (hanet)")
        #expect(entry("device.added", .device(.edited), kept: "old").detail.en == "edited")
    }

    @Test func whatANewerVersionWroteIsShownByItsWord() {
        #expect(entry("device.sold", nil).detail == Phrase(verbatim: "device.sold"))
        #expect(entry("device.sold", nil).json(.vi)["detail"]?.text == "device.sold")
    }
}
