import Attendance
import Testing

@Suite struct FieldTests {
    static let fields = FieldSet([
        FieldSpecification("token", .token, required: true, secret: true, help: Phrase(verbatim: "the token")),
        FieldSpecification("base-url", .url, help: Phrase(verbatim: "the address")),
        FieldSpecification("types", .choice(["a", "b"]), repeatable: true, help: Phrase(verbatim: "kinds")),
        FieldSpecification("seconds", .integer(1...10), help: Phrase(verbatim: "pause")),
    ])

    private func refusal(_ values: [String: [String]]) -> String {
        do {
            _ = try Self.fields.checked(FieldValues(values))
            return ""
        } catch {
            return error.phrase.en
        }
    }

    @Test func anUnknownFieldListsTheRightOnes() {
        #expect(refusal(["tokn": ["x"]]) == "there is no field “tokn”; the fields are token*! base-url types seconds")
    }

    @Test func aMissingFieldIsNamedWithItsHelp() {
        #expect(refusal([:]).contains("“token” is missing: the token"))
        #expect(refusal(["token": ["  "]]).contains("“token” is missing"))
    }

    @Test func aBadCopyOfATokenIsRefusedBeforeItIsSent() {
        for bad in ["abc def", "\"abc\"", "abc\u{1}def", "<b>"] {
            #expect(refusal(["token": [bad]]).contains("“token”"), "\(bad)")
        }
        #expect(refusal(["token": ["  abc\n"]]) == "")
    }

    @Test func formsAreChecked() {
        for bad in ["ftp://x", "example.com", "https://", "https://user:secret@example.com"] {
            #expect(refusal(["token": ["t"], "base-url": [bad]]).contains("web address"), "\(bad)")
        }
        #expect(refusal(["token": ["t"], "seconds": ["0"]]).contains("from 1 to 10"))
        #expect(refusal(["token": ["t"], "types": ["a", "c"]]).contains("a, b"))
        #expect(refusal(["token": ["t", "u"]]).contains("one value"))
        #expect(refusal(["token": ["t"], "types": ["a", "b"], "base-url": ["http://127.0.0.1:80/x"]]) == "")
    }

    @Test func everyRefusalIsSaidInVietnameseToo() {
        for values in [["tokn": ["x"]], [:], ["token": ["t"], "base-url": ["x"]]] {
            do {
                _ = try Self.fields.checked(FieldValues(values))
                Issue.record("\(values) was accepted")
            } catch {
                #expect(error.phrase.vi.contains("trường"))
            }
        }
    }

    @Test func controlCharactersOfTheContractsSamplesLeaveTheCode() {
        #expect(EmployeeCode.cleaned("\u{1C}1004\u{8}") == "1004")
        #expect(EmployeeCode.cleaned(" AD 02 ") == "AD 02")
        #expect(EmployeeCode.cleaned("\u{85}\u{7F}") == "")
        #expect(EmployeeCode.cleaned("Nguyễn") == "Nguyễn")
    }

    @Test func impossibleTimesAreTold() throws {
        let now = try at("2026-03-16T10:00:00Z")
        #expect(try !PlausibleTime.accepts(at("2000-01-01T00:00:00Z"), now: now))
        #expect(!PlausibleTime.accepts(now + .hours(25), now: now))
        #expect(PlausibleTime.accepts(now + .hours(2), now: now))
    }
}
