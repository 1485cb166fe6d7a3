import Attendance
import SeededChance
import Serials
import Testing
import UnbindingCases

/// Whatever may stand on photos, what is made of it, and the sentence that tells a person why.
@Suite struct EvidenceSentenceTests {
    private static let claimed = "Q01728482"
    private static let other = "L91648488"

    private func find(_ text: String, _ source: EvidenceFind.Source, own: Bool = false) throws -> EvidenceFind {
        EvidenceFind(serial: try #require(ShortSerial(exactly: text)), source: source, isDevicesOwn: own)
    }

    /// A label's code, and the letters beside it.
    private func label(_ text: String, letters: String? = nil) throws -> [EvidenceFind] {
        [try find(text, .qr, own: true), try find(letters ?? text, .ocr)]
    }

    private func judge(_ photos: [PhotoFacts]) throws -> (CaseCheck.Result, Phrase) {
        EvidenceRules.judge(photos, claimed: try #require(ShortSerial(exactly: Self.claimed)))
    }

    private func expect(
        _ photos: [PhotoFacts], _ result: CaseCheck.Result, _ words: String, _ place: SourceLocation = #_sourceLocation
    ) throws {
        let (found, phrase) = try judge(photos)
        #expect(found == result && phrase.en.contains(words), "\(found): \(phrase.en)", sourceLocation: place)
        #expect(phrase.en != phrase.vi && !phrase.vi.isEmpty, sourceLocation: place)
    }

    private func photo(_ finds: [EvidenceFind]) -> PhotoFacts { PhotoFacts(isPicture: true, finds: finds) }

    @Test func aLabelThatSaysTheSameTwiceProvesItsDevice() throws {
        try expect([photo(label(Self.claimed))], .pass, "names Q01728482")
        // A second photo of the same, and one on which nothing is.
        try expect([photo(label(Self.claimed)), photo(label(Self.claimed))], .pass, "names Q01728482")
        try expect([photo([]), photo(label(Self.claimed))], .pass, "names Q01728482")
    }

    @Test func whatHoldsUpALabelIsSaidInItsOrder() throws {
        let own = try label(Self.claimed)
        func facts(
            _ finds: [EvidenceFind], code: Bool = false, isRead: Bool = true, text: Bool = false
        ) -> [PhotoFacts] {
            [
                PhotoFacts(
                    isPicture: true, finds: finds, hasUnreadCode: code, hasReadText: isRead, hasUnreadText: text)
            ]
        }
        // Another device comes first, whatever else there is.
        let both = own + [try find(Self.other, .barcode)]
        try expect(facts(both, code: true, isRead: false, text: true), .unknown, "and L91648488 too")
        try expect(facts(own + [try find(Self.other, .ocr)]), .unknown, "and L91648488 too")
        try expect(facts(own, code: true, isRead: false), .unknown, "another code cannot be read")
        try expect(facts(own, isRead: false), .unknown, "letters of its label were not read")
        try expect(facts([own[0]]), .unknown, "letters of its label were not read")
        try expect(facts(own + [try find("QO1728482", .ocr)]), .unknown, "looks nearly like it")
        try expect(facts(own, text: true), .unknown, "other print on the photo cannot be read")
    }

    @Test func anyPhotoCanHoldUpTheOthers() throws {
        let own = photo(try label(Self.claimed))
        let unread = [
            PhotoFacts(isPicture: true, finds: [], hasUnreadCode: true),
            PhotoFacts(isPicture: true, finds: [], hasReadText: false),
            PhotoFacts(isPicture: true, finds: [], hasUnreadText: true),
            photo(try label(Self.other)), photo([try find("QO1728482", .ocr)]),
        ]
        for (place, second) in unread.enumerated() {
            #expect(try judge([own, second]).0 == .unknown, "\(place)")
            #expect(try judge([second, own]).0 == .unknown, "\(place)")
        }
    }

    @Test func aCodeOfALabelThatAnotherKindOfCodeContradictsProvesNothing() throws {
        // The letters are the claimed one's, the code beside them is another's.
        try expect([photo(label(Self.other, letters: Self.claimed))], .unknown, "a label's code names L91648488")
        try expect(
            [photo([try find(Self.claimed, .barcode), try find(Self.claimed, .ocr)])], .unknown, "anyone can make")
        try expect(
            [photo(label(Self.other) + [try find(Self.claimed, .barcode)])], .unknown, "a code says Q01728482")
    }

    @Test func anotherDeviceIsCertainOnlyWhereNothingElseIs() throws {
        try expect([photo(label(Self.other))], .fail, "we read serial L91648488")
        try expect([photo(label(Self.other)), photo(label(Self.other))], .fail, "we read serial L91648488")
        try expect([photo(label(Self.other)), photo([])], .fail, "we read serial L91648488")
        // Two other devices: nobody knows which one the photo is of.
        try expect([photo(label(Self.other)), photo(label("F43429366"))], .unknown, "not all on the photo is read")
        try expect([photo([try find(Self.other, .qr, own: true)])], .unknown, "not all on the photo is read")
        try expect(
            [photo(label(Self.other)), PhotoFacts(isPicture: true, finds: [], hasReadText: false)], .unknown,
            "not all on the photo is read")
        // A code that anyone can make says no more of another device than of the claimed one.
        try expect([photo([try find(Self.other, .qr), try find(Self.other, .ocr)])], .unknown, "no label code proves")
    }

    @Test func lettersAloneAreHintsAndSaidAsSuch() throws {
        try expect([], .unknown, "no photo yet")
        try expect([photo([])], .unknown, "no serial can be read")
        try expect([photo([try find(Self.claimed, .ocr)])], .unknown, "no code proves it")
        try expect([photo([try find("OO1728482", .ocr)])], .unknown, "nearly like Q01728482")
        try expect([photo([try find(Self.other, .ocr)])], .unknown, "shows L91648488, not Q01728482")
        // The claimed one in letters is told before what is nearly it.
        try expect(
            [photo([try find("OO1728482", .ocr), try find(Self.claimed, .ocr)])], .unknown, "no code proves it")
    }

    @Test func noSetOfFindsDecidesWithoutALabelsCodeAndItsLetters() throws {
        var generator = SeededGenerator(seed: 20_261)
        let serials = [Self.claimed, Self.claimed, "QO1728482", Self.other, "F43429366"]
        var decided: Set<CaseCheck.Result> = []
        for _ in 0..<12_000 {
            let photos = try (0..<Int.random(in: 1...3, using: &generator)).map { _ -> PhotoFacts in
                let finds = try (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    try find(
                        serials[Int.random(in: 0..<5, using: &generator)],
                        EvidenceFind.Source.allCases[Int.random(in: 0..<3, using: &generator)],
                        own: Bool.random(using: &generator))
                }
                return PhotoFacts(
                    isPicture: true, finds: finds, hasUnreadCode: Int.random(in: 0..<9, using: &generator) == 0,
                    hasReadText: Int.random(in: 0..<9, using: &generator) > 0,
                    hasUnreadText: Int.random(in: 0..<9, using: &generator) == 0)
            }
            let (result, _) = try judge(photos)
            decided.insert(result)
            guard result != .unknown else { continue }
            // What decides is one device, by its own code and its letters, and nothing is left to be read.
            let finds = photos.flatMap(\.finds)
            #expect(Set(finds.map(\.serial)).count == 1)
            #expect((finds[0].serial.text == Self.claimed) == (result == .pass))
            #expect(finds.contains(where: \.isDevicesOwn) && finds.contains { !$0.source.isCode })
            #expect(photos.allSatisfy { $0.hasReadText && !$0.hasUnreadCode && !$0.hasUnreadText })
        }
        #expect(decided == [.pass, .fail, .unknown])
    }
}
