import Attendance
import Testing

@Suite struct DeviceTagsTests {
    @Test(arguments: [
        ("Quận 1, Kho", ["Quận 1", "Kho"]), ("a;b ; c", ["a", "b", "c"]), (" , ,; ", []), ("", []),
        ("Kho, KHO, kho\u{200B}", ["Kho"]), ("Kho\u{302}, Khô", ["Khô"]),
    ]) func typedWordsBecomeTagsOfWhichNoneIsTwice(_ typed: String, _ words: [String]) throws {
        let tags = try DeviceTags(typed: typed)
        #expect(tags.words == words)
        #expect(try DeviceTags(typed: tags.text) == tags, "what a form shows is what it takes")
    }

    @Test(arguments: [
        [String(repeating: "x", count: 41)], ["a\u{7}b"], ["one, two"], ["one;two"], (1...21).map { "tag \($0)" },
    ]) func whatIsNoTagIsRefusedAtItsField(_ words: [String]) {
        let failure = #expect(throws: FieldFailure.self) { try DeviceTags(words) }
        #expect(failure?.field == "tags")
    }

    @Test func tagsAreAddedAndTakenOffWithoutRegardToCase() throws {
        let tags = try DeviceTags(["Kho", "Quận 1"])
        #expect(tags.contains("KHO") && tags.contains("quận 1") && !tags.contains("Kh"))
        #expect(try tags.adding(DeviceTags(["kho", "Mới"])).words == ["Kho", "Quận 1", "Mới"])
        #expect(try tags.removing(DeviceTags(["KHO", "Lạ"])).words == ["Quận 1"])
        let full = try DeviceTags((1...20).map { "tag \($0)" })
        #expect(throws: FieldFailure.self) { try full.adding(DeviceTags(["one more"])) }
    }
}
