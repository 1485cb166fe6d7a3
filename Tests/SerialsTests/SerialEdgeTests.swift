import Foundation
import Testing

@testable import Serials

/// Serials at every bound: serial contract 1 and 2. A serial that is wrong by one sign unbinds another's device.
@Suite struct SerialEdgeTests {
    @Test(arguments: [
        ("123456789", true), ("A12345678", true), ("AB1234567", true), ("ABC123456", false), ("12345678", false),
        ("1234567890", false), ("A1234567", false), ("A123456789", false), ("1A2345678", false), ("A1B345678", false),
        ("12345678A", false), ("A1234567\u{FF18}", false),
    ])
    func aShortSerialHasNineSignsAndAtMostTwoLettersInFront(_ text: String, _ isOne: Bool) {
        #expect((ShortSerial(exactly: text) != nil) == isOne)
    }

    @Test(arguments: ["e12345678", " E12345678\n", "\u{0}E12345678\u{9F}", "E1234\u{200B}5678", "\u{A0}e12345678"])
    func blanksCaseAndWhatCannotBeSeenMakeNoDifference(_ text: String) {
        #expect(ShortSerial(exactly: text)?.text == "E12345678")
    }

    @Test func aSuffixHasOneToFourLetters() {
        let full = "DS-7608NI-K2/8P0820200115CCRRE12345678"
        for suffix in ["", "W", "WC", "WCV", "WCVU"] {
            #expect(ShortSerial(in: full + suffix)?.text == "E12345678", "\(suffix)")
            #expect(FullSerial(full + suffix)?.short.text == "E12345678", "\(suffix)")
        }
        for suffix in ["WCVUX", "1WCVUX", "-WCVU", "WCVU-"] {
            #expect(ShortSerial(in: full + suffix)?.text != "E12345678", "\(suffix)")
        }
        // Digits behind it are its own.
        #expect(ShortSerial(in: "CCRRE123456789")?.text == "123456789")
    }

    @Test func lookingAlikeIsSymmetricalAndNeverSameness() throws {
        let letters = Array("0123456789ABDGIJLOQSTZ")
        for one in letters {
            for other in letters {
                guard let left = ShortSerial(exactly: "\(one)12345678"),
                    let right = ShortSerial(exactly: "\(other)12345678")
                else {
                    Issue.record("\(one)\(other)")
                    continue
                }
                #expect(left.looksLike(right) == right.looksLike(left))
                #expect(!(left == right && left.looksLike(right)))
                let groups = ["0OQD", "1ILJ", "2Z", "4A", "5S", "6G", "7T", "8B"]
                let areAlike = one != other && groups.contains { $0.contains(one) && $0.contains(other) }
                #expect(left.looksLike(right) == areAlike, "\(one) and \(other)")
            }
        }
        // All nine places are looked at.
        let long = try #require(ShortSerial(exactly: "O12345678"))
        #expect(!long.looksLike(try #require(ShortSerial(exactly: "012345679"))))
        #expect(!long.looksLike(try #require(ShortSerial(exactly: "022345678"))))
    }

    // MARK: Full serials

    private func full(date: String, model: String = "DS-2CD2712F-IS", batch: String = "CCCH") -> FullSerial? {
        FullSerial(model + date + batch + "417358690")
    }

    @Test(arguments: [
        ("20130101", true), ("20131231", true), ("20130001", false), ("20131301", false), ("20130100", false),
        ("20130132", false), ("19991231", false), ("20991231", true), ("21000101", false), ("2013010", false),
        ("2013010A", false),
    ])
    func aDateHasAMonthAndADay(_ date: String, _ isOne: Bool) {
        let serial = full(date: date)
        #expect((serial != nil) == isOne && (serial == nil || serial?.productionDate == date))
    }

    @Test func theDateMayStandRightInFrontOfTheShortSerialAndNotInIt() {
        #expect(full(date: "20130226", batch: "")?.productionDate == "20130226")
        // Eight signs that reach into the short serial are no date.
        #expect(FullSerial("DS-2CD2712FISX2013022417358690") == nil)
        #expect(FullSerial("DS-20100101-20130226CCCH417358690")?.productionDate == "20130226", "the last one")
        #expect(FullSerial("DS-20100101-20130226CCCH417358690")?.model == "DS-20100101-")
    }

    @Test func aModelStandsInFrontOfTheDate() {
        #expect(full(date: "20130226", model: "") == nil)
        #expect(full(date: "20130226", model: "D")?.model == "D")
        #expect(full(date: "20130226", model: "ds-x")?.text == "DS-X20130226CCCH417358690")
    }

    @Test func aFullSerialHas18To128Signs() {
        #expect(full(date: "20130226", model: "D", batch: "")?.text.utf8.count == 18)
        #expect(full(date: "20130226", model: "", batch: "") == nil)
        let rest = "20130226CCCH417358690"
        let longest = String(repeating: "D", count: 128 - rest.utf8.count)
        #expect(FullSerial(longest + rest) != nil && FullSerial(longest + "D" + rest) == nil)
    }

    @Test func theLastOccurrenceOfTheShortSerialIsTheSerial() {
        // The same nine signs in the model must not end the search for the date.
        let twice = FullSerial("E12345678-X20200115CCRRE12345678")
        #expect(twice?.productionDate == "20200115" && twice?.model == "E12345678-X")
    }

    @Test(arguments: [
        ("ABCDE", false), ("ABCDEF", true), ("ABCDEFGHIJKL", true), ("ABCDEFGHIJKLM", false), ("abc123", true),
        ("ABC-EF", false), ("ABCDE ", false), ("ABCDEÉ", false), ("", false), ("ABCDE\u{FF11}", false),
    ])
    func aVerificationCodeHasSixToTwelveLettersAndDigits(_ text: String, _ isOne: Bool) {
        let code = VerificationCode(text)
        #expect((code != nil) == isOne && (code == nil || code?.secret == text))
        #expect(code.map { "\($0)" } ?? "••••••" == "••••••", "it never prints itself")
    }
}
