import Attendance
import Testing

/// What systems of one kind ask for, and how one is found by its word.
@Suite struct KindTests {
    private struct Side: SystemKind {
        let kind: Kind
    }

    private static func side(_ id: String) -> Side {
        Side(
            kind: Kind(
                id: id, title: Phrase(verbatim: id),
                fields: [FieldSpecification("place", required: true, help: Phrase(verbatim: "the place"))],
                identity: { "\(id)/\($0["place"] ?? "")" },
                normalize: { (input: FieldValues) throws(FieldFailure) in
                    var values = input
                    values.set("place", input["place"].map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 })
                    return values
                }))
    }

    private let kinds = KindRegistry([side("gate"), side("office")])

    @Test func aKindIsFoundByItsWord() throws {
        #expect(try kinds.named("office").id == "office" && kinds.stored("gate").id == "gate")
        #expect(kinds["office"]?.title == Phrase(verbatim: "office") && kinds["Office"] == nil)
    }

    @Test func aWordThatIsNoneIsAnsweredWithThoseThatAre() {
        let named = #expect(throws: RequestFailure.self) { try kinds.named("fax") }
        #expect(named?.phrase.en == "there is no kind “fax”; the kinds are gate, office")
        #expect(named?.phrase.vi == "không có loại “fax”; các loại là gate, office")
        // What another version has stored was never anybody's mistake.
        let stored = #expect(throws: RequestFailure.self) { try kinds.stored("fax") }
        #expect(stored?.phrase.en == "this version does not know the kind “fax”")
    }

    @Test func whatIsEnteredIsBroughtToItsFormAndCheckedBeforeItTellsOneFromAnother() throws {
        let gate = try kinds.named("gate")
        let checked = try gate.checked(FieldValues(["place": [" #7 "], "timeout-seconds": ["5"]]))
        #expect(checked["place"] == "7" && gate.identity(checked) == "gate/7" && checked.timeout == .seconds(5))
        #expect(throws: FieldFailure.self) { try gate.checked(FieldValues()) }
        #expect(throws: FieldFailure.self) {
            try gate.checked(FieldValues(["place": ["7"], "timeout-seconds": ["0"]]))
        }
    }

    @Test func anAnswerIsWaitedForTwentySecondsWhereNothingElseWasEntered() {
        for values in [[:], ["timeout-seconds": ["soon"]]] { #expect(FieldValues(values).timeout == .seconds(20)) }
        #expect(Self.side("x").fields["timeout-seconds"]?.defaultValue == "20")
    }
}
