import Attendance
import Serials
import Testing
import UnbindingCases

/// What whoever took a photo is told of it at once.
@Suite struct PhotoVerdictTests {
    private let claimed = ShortSerial(exactly: "Q01728482")
    private let other = ShortSerial(exactly: "L91648488")

    private func find(_ text: String, _ source: EvidenceFind.Source, own: Bool = false) throws -> EvidenceFind {
        EvidenceFind(serial: try #require(ShortSerial(exactly: text)), source: source, isDevicesOwn: own)
    }

    private func verdict(_ finds: [EvidenceFind], unread: Bool = false) throws -> PhotoVerdict {
        PhotoVerdict(
            PhotoFacts(isPicture: true, finds: finds, hasUnreadCode: unread), claimed: try #require(claimed))
    }

    @Test func aLabelThatProvesTheDeviceIsJudgedAsTheRulesJudgeIt() throws {
        let label = [try find("Q01728482", .qr, own: true), try find("Q01728482", .ocr)]
        let (result, phrase) = EvidenceRules.judge(
            [PhotoFacts(isPicture: true, finds: label)], claimed: try #require(claimed))
        #expect(result == .pass)
        #expect(try verdict(label) == .judged(.pass, phrase))
        guard case .judged(.unknown, let doubt) = try verdict(label, unread: true) else {
            Issue.record("a code that cannot be read is a doubt")
            return
        }
        #expect(doubt.en.contains("another code cannot be read"))
    }

    @Test func severalDevicesOnOnePhotoAreNamedInOrder() throws {
        let finds = [
            try find("Q01728482", .ocr), try find("L91648488", .qr, own: true), try find("F43429366", .barcode),
        ]
        #expect(
            try verdict(finds) == .several(others: ["F43429366", "L91648488"].compactMap(ShortSerial.init(exactly:))))
    }

    @Test func lettersWithoutACodeAskForTheCode() throws {
        #expect(try verdict([try find("Q01728482", .ocr)]) == .lettersAlone)
        // With a code, of whatever kind, the rules say what is missing.
        guard case .judged(.unknown, _) = try verdict([try find("Q01728482", .qr), try find("Q01728482", .ocr)]) else {
            Issue.record("a code that anyone can make is judged by the rules")
            return
        }
    }

    @Test func anotherDeviceIsNamedWhereNothingIsLeftUnread() throws {
        let finds = [try find("L91648488", .qr, own: true), try find("L91648488", .ocr)]
        #expect(try verdict(finds) == .another(try #require(other)))
        guard case .judged(.unknown, _) = try verdict(finds, unread: true) else {
            Issue.record("the claimed one may be in what was not read")
            return
        }
    }

    @Test func aPhotoWithoutAnySerialIsUnreadable() throws {
        #expect(try verdict([]) == .unreadable)
        #expect(try verdict([], unread: true) == .unreadable)
    }
}
