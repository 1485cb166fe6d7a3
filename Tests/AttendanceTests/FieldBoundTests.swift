import Attendance
import Testing

/// What a form takes, to its last byte, and what a device's fields change.
@Suite struct FieldBoundTests {
    private func refusal(_ format: FieldSpecification.Format, secret: Bool = false, _ value: String) -> String? {
        let fields = FieldSet([FieldSpecification("f", format, secret: secret, help: Phrase(verbatim: ""))])
        do {
            _ = try fields.checked(FieldValues(["f": [value]]))
            return nil
        } catch {
            #expect(error.field == "f")
            return error.phrase.en
        }
    }

    @Test func aValueMayHaveEightThousandBytesAndNotOneMore() {
        #expect(refusal(.text, String(repeating: "a", count: 8192)) == nil)
        #expect(refusal(.text, String(repeating: "a", count: 8193))?.contains("8,192") == true)
        #expect(refusal(.text, String(repeating: "ế", count: 2731))?.contains("8,192") == true, "bytes, not letters")
    }

    @Test(arguments: ["\u{0}", "\u{1F}", "\n", "\t", "\u{7F}"]) func controlCharactersAreRefusedWherever(
        _ control: String
    ) {
        for format in [FieldSpecification.Format.text, .path, .choice(["a\(control)b"])] {
            #expect(refusal(format, "a\(control)b")?.contains("control character") == true)
        }
    }

    @Test(arguments: ["a b", "a\"b", "'ab'", "<ab", "ab>"]) func marksOfABadCopyAreRefused(_ token: String) {
        #expect(refusal(.token, token)?.contains("copy the value alone") == true)
        #expect(refusal(.text, token) == nil)
    }

    @Test(arguments: [
        ("https://example.com", true), ("HTTP://127.0.0.1:8080/a?b=c", true), ("http://[::1]/", true),
        ("https://a@example.com", false), ("https://:p@example.com", false), ("file:///etc/passwd", false),
        ("javascript:alert(1)", false), ("https:///path", false), ("//example.com", false), ("", true),
    ])
    func anAddressIsHTTPWithAHostAndNobodysName(_ url: String, _ isTaken: Bool) {
        #expect((refusal(.url, url) == nil) == isTaken)
    }

    @Test(arguments: [("0", false), ("1", true), ("10", true), ("11", false), ("5.0", false), ("x", false)])
    func aNumberLiesWithinItsBounds(_ number: String, _ isTaken: Bool) {
        #expect((refusal(.integer(1...10), number) == nil) == isTaken)
    }

    @Test func choicesRulesAndZonesAreThemselves() {
        #expect(refusal(.choice(["a", "b"]), "b") == nil && refusal(.choice(["a", "b"]), "B") != nil)
        #expect(refusal(.windowRule, "366d") == nil && refusal(.windowRule, "367d") != nil)
        #expect(refusal(.zone, "Asia/Tokyo") == nil && refusal(.zone, "JST") != nil)
    }

    /// What was typed as a password and what a file system has are not ours to correct.
    @Test func secretsAndPathsStayAsTheyWereTyped() throws {
        let decomposed = "Ha\u{300}"
        let fields = FieldSet([
            FieldSpecification("name", help: Phrase(verbatim: "")),
            FieldSpecification("password", secret: true, help: Phrase(verbatim: "")),
            FieldSpecification("folder", .path, help: Phrase(verbatim: "")),
        ])
        let input = FieldValues([
            "name": [" \(decomposed) "], "password": [" \(decomposed) "], "folder": [" \(decomposed) "],
            "other": [" x"],
        ])
        let cleaned = fields.cleaned(input)
        #expect(Array((cleaned["name"] ?? "").utf8) == Array("Hà".utf8))
        for name in ["password", "folder"] { #expect(Array((cleaned[name] ?? "").utf8) == Array(decomposed.utf8)) }
        #expect(cleaned["other"] == " x", "what no field is called is left for the check to refuse")
        #expect(fields.isSecret("password") && !fields.isSecret("name") && !fields.isSecret("other"))
    }

    @Test func emptyValuesAreNoneAndSeveralAreTakenOnlyWhereTheyMay() throws {
        let fields = FieldSet([
            FieldSpecification("one", help: Phrase(verbatim: "")),
            FieldSpecification("many", repeatable: true, help: Phrase(verbatim: "")),
        ])
        let checked = try fields.checked(FieldValues(["one": ["", " a "], "many": ["b", " ", "c"]]))
        #expect(checked.all("one") == ["a"] && checked.all("many") == ["b", "c"])
        #expect(try fields.checked(FieldValues(["one": [" "]])).names.isEmpty)
        #expect(throws: FieldFailure.self) { try fields.checked(FieldValues(["one": ["a", "b"]])) }
    }

    @Test func valuesAreMergedByTheLaterAndForgottenWhenTheyAreNone() {
        var values = FieldValues(["a": ["1"], "b": ["2", "3"]])
        #expect(
            values.merging(FieldValues(["a": ["9"], "c": ["4"]]))
                == FieldValues(["a": ["9"], "b": ["2", "3"], "c": ["4"]]))
        #expect(values["b"] == "2" && values.filter { $0 == "b" }.names == ["b"])
        values.set("a", nil)
        values.set("b", all: [])
        #expect(values.names.isEmpty && values.all("a").isEmpty && values["b"] == nil)
    }

    // MARK: What a device's fields change of its kind's policy

    private let policy = SyncPolicy(
        first: .month, periodic: .today, device: .days(3), all: .days(4), furthestBackMonths: 3, lookBack: .days(3),
        periodSeconds: 120)

    @Test(arguments: ["first-window", "periodic-window", "device-window", "all-window", "period-seconds"])
    func eachFieldChangesItsOwnPartAndNoOther(_ name: String) {
        var expected = policy
        switch name {
        case "first-window": expected.first = .days(9)
        case "periodic-window": expected.periodic = .days(9)
        case "device-window": expected.device = .days(9)
        case "all-window": expected.all = .days(9)
        default: expected.periodSeconds = 77
        }
        let value = name == "period-seconds" ? "77" : "9d"
        #expect(PolicyFields.policy(policy, with: FieldValues([name: [value]])) == expected)
    }

    @Test func nothingEnteredAndNonsenseChangeNothing() {
        #expect(PolicyFields.policy(policy, with: FieldValues()) == policy)
        #expect(
            PolicyFields.policy(policy, with: FieldValues(["first-window": ["9"], "period-seconds": ["x"]])) == policy)
    }

    @Test func aFormOffersWhatHoldsWithoutIt() {
        let fields = FieldSet(PolicyFields.specifications(for: policy) + [.timeout])
        let defaults = fields.specifications.map { ($0.name, $0.defaultValue) }
        let expected = [
            ("first-window", "month"), ("periodic-window", "today"), ("device-window", "3d"), ("all-window", "4d"),
            ("period-seconds", "120"), ("timeout-seconds", "20"),
        ]
        #expect(defaults.map(\.0) == expected.map(\.0) && defaults.map(\.1) == expected.map { Optional($0.1) })
    }

    @Test(arguments: [
        ("period-seconds", 9, false), ("period-seconds", 10, true), ("period-seconds", 86_400, true),
        ("period-seconds", 86_401, false), ("timeout-seconds", 0, false), ("timeout-seconds", 1, true),
        ("timeout-seconds", 300, true), ("timeout-seconds", 301, false),
    ])
    func periodsAndTimeOutsHaveBounds(_ name: String, _ seconds: Int, _ isTaken: Bool) {
        let fields = FieldSet(PolicyFields.specifications(for: policy) + [.timeout])
        let checked = try? fields.checked(FieldValues([name: [String(seconds)]]))
        #expect((checked != nil) == isTaken)
    }
}
