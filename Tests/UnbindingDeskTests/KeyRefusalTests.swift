import Attendance
import Serials
import Testing
import UnbindingDesk

/// What is said to whoever pasted something that is not a key string.
@Suite struct KeyRefusalTests {
    static let all: [(KeyStringFailure, String, String)] = [
        (.empty, "there is no key string", "không có chuỗi ký tự nào"),
        (.tooLong, "longer than any key string", "dài hơn mọi chuỗi ký tự"),
        (.foreignCharacter(position: 7), "character 7 belongs to no key string", "ký tự thứ 7"),
        (.tooShort, "shorter than any key string", "ngắn hơn mọi chuỗi ký tự"),
        (.cut(length: 23, of: 24), "the last character", "ký tự cuối cùng"),
        (.cut(length: 20, of: 24), "20 of 24 characters", "20 trên 24 ký tự"),
        (.several, "several key strings", "nhiều chuỗi ký tự"), (.label, "“Forgot Password”", "“Quên mật khẩu”"),
        (.link, "this is a link", "đây là đường link"), (.serial, "this is a serial", "đây là số seri"),
        (.probeMatch, "answer of the discovery protocol", "gói trả lời tìm thiết bị"),
        (.document, "XML document", "tài liệu XML"),
    ]

    @Test(arguments: all)
    func eachReasonNamesWhatIsWrongInBothLanguages(_ refusal: KeyStringFailure, _ en: String, _ vi: String) {
        #expect(refusal.phrase.en.contains(en) && refusal.phrase.vi.contains(vi), "\(refusal.phrase)")
    }

    @Test func noTwoReasonsSoundTheSame() {
        #expect(Set(Self.all.map(\.0.phrase.en)).count == Self.all.count)
        #expect(Set(Self.all.map(\.0.phrase.vi)).count == Self.all.count)
    }
}
