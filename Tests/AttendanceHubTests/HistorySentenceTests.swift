import Attendance
import AttendanceHub
import Testing

/// The history in sentences: who did what to which thing.
@Suite struct HistorySentenceTests {
    private func sentence(
        _ event: HistoryEvent?, _ subject: String = "Cổng A", by actor: Actor = .person("Lan"), word: String = "x.y"
    ) -> Phrase {
        HistoryEntry(at: Instant(seconds: 0), actor: actor, event: event?.word ?? word, subject: subject, what: event)
            .sentence { $0 == "hanet" ? Phrase(en: "Hanet cameras", vi: "Camera Hanet") : Phrase(verbatim: $0) }
    }

    @Test func aDeedNamesWhoDidItAndToWhat() {
        #expect(
            sentence(.device(.added(kind: "hanet", adopted: 0)))
                == Phrase(
                    en: "Lan added the device “Cổng A” (Hanet cameras)",
                    vi: "Lan đã thêm thiết bị “Cổng A” (Camera Hanet)"))
        #expect(
            sentence(.device(.removed(punches: 12_345)), by: .token("bảng lương"))
                == Phrase(
                    en: "Token “bảng lương” removed the device “Cổng A” with 12,345 punches",
                    vi: "Token “bảng lương” đã xóa thiết bị “Cổng A” cùng 12.345 bản ghi"))
        #expect(
            sentence(.hrClient(.added(kind: "webhook", isKnown: true)), "Base", by: .machine(.demo)).vi
                == "Bản dùng thử đã thêm HRM client “Base” (webhook); những gì đã nhận vẫn được nhớ")
        #expect(
            sentence(.deviceImport(.applied(added: 1000, changed: 2)), "máy.xlsx").vi
                == "Lan đã nhập danh sách “máy.xlsx”: thêm 1.000, sửa 2 thiết bị")
        #expect(sentence(.user(.changed(role: "admin")), "minh").vi == "Lan đã đổi vai trò của “minh” thành Quản trị")
        #expect(sentence(.program(.settingChanged(to: "vi")), "language").en == "Lan set “Language” to “vi”")
    }

    @Test func whatHappenedByItselfNamesTheThingAlone() {
        let reason = Phrase(en: "HTTP 503", vi: "HTTP 503")
        #expect(sentence(.device(.failing(reason)), by: .schedule).vi == "Thiết bị “Cổng A”: HTTP 503")
        #expect(
            sentence(.device(.gap(from: "2026-03-01T08:00:00+07:00", to: "2026-03-02T09:30:00+07:00"))).en
                .hasPrefix("Device “Cổng A”: records from 01/03/2026 08:00 to 02/03/2026 09:30 can no longer"))
        #expect(sentence(.hrClient(.recovered), "Base", by: .schedule).en == "HR client “Base”: receives again")
        #expect(sentence(.program(.clock(.step, reason)), "", by: .machine(.clock)) == reason)
        #expect(sentence(nil, by: .schedule).en == "“Cổng A”: x.y")
    }

    @Test(arguments: Actor.Machine.allCases) func noPartOfTheProgramIsCalledByItsWord(_ machine: Actor.Machine) {
        let title = Actor.machine(machine).title
        #expect(title.en != machine.rawValue && title.vi != machine.rawValue && title.en.first?.isUppercase == true)
    }
}
