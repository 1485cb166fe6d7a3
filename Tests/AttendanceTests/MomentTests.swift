import Attendance
import Foundation
import Testing

/// Small values that much hangs on: instants, skews, plausible times, punches' texts.
@Suite struct MomentTests {
    @Test func whatLiesBeforeASecondBelongsToTheOneBefore() {
        for (milliseconds, seconds) in [(0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1), (-1001, -2)]
            as [(Int64, Int64)]
        {
            #expect(Instant(milliseconds: milliseconds).seconds == seconds, "\(milliseconds)")
        }
        #expect(Instant(Date(timeIntervalSince1970: -0.0005)).milliseconds == -1)
        #expect(Instant(Date(timeIntervalSince1970: 1.9996)).milliseconds == 1999)
    }

    @Test func instantsAndDurationsCountInMilliseconds() {
        let instant = Instant(seconds: 100)
        #expect((instant + .milliseconds(-1)).milliseconds == 99_999 && (instant - .hours(1)).seconds == -3500)
        #expect(instant.since(Instant(seconds: 160)) == .minutes(-1))
        #expect(Duration.microseconds(1999).wholeMilliseconds == 1)
        #expect(Duration.microseconds(-1999).wholeMilliseconds == -1)
        #expect(Duration.seconds(-2.5).wholeMilliseconds == -2500)
    }

    @Test func anInstantIsKeptAsItsNumber() throws {
        let instant = Instant(milliseconds: -5)
        let bytes = try JSONEncoder().encode([instant])
        #expect(String(decoding: bytes, as: UTF8.self) == "[-5]")
        #expect(try JSONDecoder().decode([Instant].self, from: bytes) == [instant])
    }

    @Test(
        arguments: [
            (1_499, "1 seconds"), (1_500, "2 seconds"), (119_499, "119 seconds"), (119_500, "2 minutes"),
            (7_199_499, "120 minutes"), (7_199_500, "2 hours"), (172_799_499, "48 hours"), (172_799_500, "2 days"),
            (-3_600_000, "60 minutes"), (-129_600_000, "36 hours"), (2_592_000_000, "30 days"),
        ] as [(Int64, String)])
    func aDifferenceIsSaidInItsLargestSensibleUnit(_ milliseconds: Int64, _ words: String) {
        #expect(ClockSkew.words(.milliseconds(milliseconds)).en == words)
    }

    @Test func aTimeIsPlausibleFrom2010UntilADayAhead() throws {
        let now = try at("2026-03-16T10:00:00Z")
        let first = try at("2010-01-01T00:00:00Z")
        for (instant, isPlausible) in [
            (first - .milliseconds(1), false), (first, true), (now + .hours(24), true),
            (now + .hours(24) + .milliseconds(1), false),
        ] {
            #expect(PlausibleTime.accepts(instant, now: now) == isPlausible, "\(instant)")
        }
    }

    @Test func aSentenceIsSaidInTheLanguageThatIsAskedFor() {
        let phrase = Phrase(en: "yes", vi: "vâng") + Phrase(verbatim: "!")
        #expect(phrase[.en] == "yes!" && phrase[.vi] == "vâng!")
    }

    // MARK: Codes and names

    /// Every control character of both sets goes, whichever it is; what stands beside them stays.
    @Test func noControlCharacterStaysInACode() throws {
        for value in UInt32(0)...0xA1 {
            let scalar = try #require(Unicode.Scalar(value))
            let code = EmployeeCode.withoutControls("1\(scalar)2")
            let isControl = value < 0x20 || (0x7F...0x9F).contains(value)
            #expect((code == "12") == isControl, "\(value)")
            #expect((EmployeeCode.cleaned("1\(scalar)2") == "12") == isControl, "\(value)")
        }
    }

    @Test(arguments: [" 1001", "1001 ", "\t1001", "1001\r\n", "\u{A0}1001\u{3000}", " 1001\u{0} "])
    func blanksAtTheSidesAreNoPartOfACode(_ text: String) { #expect(EmployeeCode.cleaned(text) == "1001") }

    /// Nothing that looks plain from its bytes is anything else: every letter beside others, as the long way has it.
    @Test func theShortWayIsTheLongWayForEveryLetter() throws {
        for value in UInt32(0x20)...0x2FFF {
            let scalar = try #require(Unicode.Scalar(value))
            let text = "A\(scalar)B"
            var kept = String.UnicodeScalarView()
            for part in text.precomposedStringWithCanonicalMapping.unicodeScalars {
                let category = part.properties.generalCategory
                if category == .spaceSeparator {
                    kept.append(" ")
                } else if !part.properties.isDefaultIgnorableCodePoint, category != .lineSeparator,
                    category != .paragraphSeparator
                {
                    kept.append(part)
                }
            }
            let expected = String(kept).precomposedStringWithCanonicalMapping
            #expect(Array(text.asSeen.utf8) == Array(expected.utf8), "U+\(String(value, radix: 16))")
        }
    }

    @Test func textIsTrimmedOfWhateverIsBlank() {
        #expect("\u{A0} a b \u{2009}\n".trimmed == "a b" && " \t ".trimmed == "" && "".trimmed == "")
        #expect("é".trimmed == "é" && "a".trimmed == "a")
    }
}
