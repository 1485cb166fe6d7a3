import Labels
import Serials
import Testing

@testable import PictureReading

/// What recognised words mean, without a picture.
@Suite struct LabelTextTests {
    private typealias Word = TextReader.Word

    private func word(_ text: String, _ confidence: Float = 90, line: Int = 1, at x: Int = 0) -> Word {
        Word(
            text: text, confidence: confidence, line: line,
            place: Quadrilateral(left: x, top: 100 * line, right: x + 40, bottom: 100 * line + 20))
    }

    private func serials(_ words: Word...) -> [String] { LabelText.serials(in: words).compactMap(\.serial?.text) }

    @Test func aSerialIsAWholeWordOrWhatStandsBehindAColon() {
        for text in ["Q01728482", "S/N:Q01728482", "S/N: Q01728482", "[Q01728482]", "'Q01728482.", "a;Q01728482|b"] {
            #expect(serials(word(text)) == ["Q01728482"], "\(text)")
        }
        for text in ["XQ01728482", "Q017284821", "Q0172848", "Q01728482X", "QQQ728482", ""] {
            #expect(serials(word(text)).isEmpty, "\(text)")
        }
        // Look-alike letters stay what they are.
        #expect(serials(word("QO1728482")) == ["QO1728482"])
        #expect(serials(word("DS-K1T341AMF20250318V030500ENAAK12345671")) == ["K12345671"])
        #expect(LabelText.serials(in: [word("Q01728482")]).allSatisfy { $0.source == .ocr && !$0.isDevicesOwn })
    }

    @Test func whatIsAGuessAboutStainsIsNone() {
        #expect(serials(word("Q01728482", 30)) == ["Q01728482"])
        #expect(serials(word("Q01728482", 29.9)).isEmpty)
    }

    @Test func twoNeighboursOfOneLineAreOneSerialTogether() {
        #expect(serials(word("Q0172"), word("8482", at: 50)) == ["Q01728482"])
        #expect(serials(word("Q0172"), word("8482", line: 2)).isEmpty)
        #expect(serials(word("Q0172"), word("x", at: 50), word("8482", at: 90)).isEmpty)
        // What is a serial already is not glued to its neighbour.
        #expect(serials(word("Q01728482"), word("E12345678", at: 50)) == ["Q01728482", "E12345678"])
    }

    private func unread(_ words: Word...) -> [Int] { LabelText.unread(in: words).map { $0.corners[0].x } }

    @Test func whatMayBeASerialAndIsNotSureIsLeftUnread() {
        for (text, isLeft) in [
            ("Q0172848", true), ("q0172848", true), ("Q-01-72-84", false), ("Q-01-72-848", true), ("ABCD1234", true),
            ("ABCDE123", false), ("DS-2CD2143G2", false), ("IDS-7204HQ", false), ("DS-K1T341AMF2025031", false),
            ("DS-K1T341AMF20250318V03", true), ("0S2CD2143", false), ("D52CD2143", false), ("12345678", true),
        ] { #expect(unread(word(text, 44)).isEmpty == !isLeft, "\(text)") }
        #expect(unread(word("Q0172848", 45)).isEmpty, "what is sure is what it was read as")
        #expect(!unread(word("Q0172848", 0)).isEmpty)
    }

    @Test func aLineThatAnnouncesASerialWithoutOneIsLeftUnread() {
        #expect(unread(word("s/n:", at: 7), word("???", at: 90)) == [7])
        #expect(unread(word("S/N:", at: 7), word("Q01728482", at: 90)).isEmpty)
        // One in another line is another's.
        #expect(unread(word("S/N:", at: 7), word("Q01728482", line: 2)) == [7])
        #expect(unread(word("P/N:"), word("???", at: 90)).isEmpty)
    }

    private func secrets(_ words: [Word], known: String? = nil) -> [Int] {
        LabelText.secrets(in: words, known: known.flatMap { VerificationCode($0) }.map { [$0] } ?? [])
            .map { $0.center.x - 20 }.sorted()
    }

    @Test func aCodeThatIsKnownIsCoveredHoweverItWasRead() {
        for (text, isCovered) in [
            ("HZKQTW", true), ("(HZKQTW)", true), ("HZKOTV", true), ("HZXOTV", false), ("HZKQ", true), ("KQTW", true),
            ("HZK", false), ("HZKQTWX", false), ("ZKQTWX", false), ("Q01728482", false),
        ] { #expect(secrets([word(text)], known: "HZKQTW").isEmpty == !isCovered, "\(text)") }
        #expect(secrets([word("HZKQTW")]).isEmpty, "no code told it, and nothing announces it")
        #expect(secrets([word("HZKQTW", 1)], known: "HZKQTW") == [0], "however unsure the word is")
    }

    @Test func whateverFollowsTheLabelsWordForItIsCovered() {
        for announcing in ["Verification", "Verificatlon:", "CODE:", "Code", "xác thực"] {
            let words = [word("DS-1"), word(announcing, at: 100), word("a~!", at: 200), word("QRST", at: 300)]
            #expect(secrets(words) == [200, 300], "\(announcing)")
        }
        let both = [word("Verification"), word("Code:", at: 100), word("HZKQTW", at: 200)]
        #expect(secrets(both) == [200])
        #expect(secrets([word("Verification"), word("HZKQTW", line: 2, at: 9)]).isEmpty, "another line is none of it")
        // In one word with it: what is like a code, and no serial.
        #expect(secrets([word("Code:HZKQTW", at: 50)]) == [50])
        #expect(secrets([word("Code:HZKQT", at: 50)]).isEmpty)
        #expect(secrets([word("Code:Q01728482", at: 50)]).isEmpty)
        #expect(secrets([word("Code:abcdef", at: 50)]).isEmpty)
    }

    @Test func whatIsCoveredIsLargerThanTheWord() throws {
        let place = try #require(LabelText.secrets(in: [word("Code:"), word("HZKQTW", at: 100)], known: []).first)
        #expect(place.corners.map(\.x).min() == 96 && place.corners.map(\.x).max() == 144)
    }

    @Test func announcementsAndSureWordsAreTold() {
        let words = [
            word("Verification", 30, at: 1), word("Verification", 29, at: 2), word("VERIF.", at: 3),
            word("erificatlon", at: 4), word("code", at: 5), word("a", at: 6), word("ab", 45, at: 7),
            word("abc", 44, at: 8),
        ]
        #expect(LabelText.announcements(in: words).map { $0.corners[0].x } == [1, 3, 4])
        #expect(LabelText.sure(words).map { $0.corners[0].x } == [3, 4, 5, 7])
    }
}
