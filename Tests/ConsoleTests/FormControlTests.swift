import Attendance
import SeededChance
import Testing

@testable import Console

/// What a page's controls send is the text that commands write, and a stored text fills the same controls again.
@Suite struct FormControlTests {
    private func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

    private func hours(_ text: String) -> String {
        let shown = HoursCodec.show(text)
        return HoursCodec.read(shown.choice, shown.spans)
    }

    @Test func everyTextOfTheHoursSurvivesThePage() {
        var chance = SeededGenerator(seed: 7)
        func time() -> String {
            let minute = Int.random(in: 0..<1440, using: &chance)
            return "\(twoDigits(minute / 60)):\(twoDigits(minute % 60))"
        }
        for _ in 0..<500 {
            let spans = (0..<Int.random(in: 1...6, using: &chance)).map { _ in HoursCodec.Span(from: time(), to: time())
            }
            let choice = Bool.random(using: &chance) ? "only" : "avoid"
            let text = HoursCodec.read(choice, spans)
            let shown = HoursCodec.show(text)
            #expect(shown.choice == choice && shown.spans == spans, "\(text)")
            if let stored = SyncHours(text) { #expect(hours(stored.description) == stored.description) }
        }
    }

    @Test(arguments: [
        "always", "only 08:20-09:40,17:25-17:35", "avoid 22:00-06:00", "only 20:00-24:00", "only 00:00-24:00", "only",
        "only 08:00-", "only -", "nonsense", "only 25:00-26:00", "avoid 8:00-9:00", "",
    ])
    func noTextOfTheHoursIsLost(_ text: String) {
        #expect(hours(text) == text)
    }

    @Test func whatAPageCannotSayIsAChoiceOfItsOwn() {
        #expect(HoursCodec.show("only 20:00-24:00").choice == "only 20:00-24:00")
        #expect(HoursCodec.show("avoid 12:00-13:00").spans == [HoursCodec.Span(from: "12:00", to: "13:00")])
    }

    @Test func rowsThatAreLeftEmptyAreNone() {
        let empty = HoursCodec.Span(from: "", to: "")
        #expect(
            HoursCodec.read("only", [empty, HoursCodec.Span(from: "07:30", to: "09:00"), empty]) == "only 07:30-09:00")
        #expect(HoursCodec.read("always", [HoursCodec.Span(from: "07:30", to: "09:00")]) == "always")
        #expect(SyncHours(HoursCodec.read("only", [empty])) == nil, "a choice of spans without any is refused")
        #expect(SyncHours(HoursCodec.read("only", [HoursCodec.Span(from: "07:30", to: "")])) == nil)
    }

    @Test(arguments: ["", "today", "month", "1d", "366d", "400d", "xd", "d", "nonsense"])
    func noWindowIsLost(_ text: String) {
        let shown = WindowCodec.show(text)
        #expect(WindowCodec.read(shown.choice, days: shown.days) == text)
    }

    @Test func aWindowOfDaysIsANumber() {
        #expect(WindowCodec.show("3d") == ("days", "3"))
        #expect(WindowCodec.read("days", days: "3") == "3d")
        #expect(WindowCodec.read("month", days: "3") == "month", "a number without its choice says nothing")
    }

    private let codec = DurationCodec(units: [.seconds, .minutes, .hours])

    @Test func everyNumberOfSecondsSurvivesThePage() {
        var chance = SeededGenerator(seed: 11)
        for _ in 0..<1000 {
            let count = Int.random(in: 0...200_000, using: &chance)
            let shown = codec.show(String(count))
            #expect(codec.read(shown.number, shown.unit) == String(count))
        }
    }

    @Test(arguments: [
        ("90", "90", "seconds"), ("120", "2", "minutes"), ("7200", "2", "hours"), ("86400", "24", "hours"),
        ("0", "0", "seconds"), ("x minutes", "x", "minutes"), ("x", "x", "seconds"), ("", "", "seconds"),
    ])
    func aNumberOfSecondsIsShownInItsLargestUnit(_ text: String, _ number: String, _ unit: String) {
        #expect(codec.show(text) == (number, unit))
    }

    @Test func whatIsNoNumberKeepsItsUnitAndIsRefused() {
        #expect(codec.read("soon", "minutes") == "soon minutes")
        #expect(codec.read(String(Int.max), "hours") == "\(Int.max) hours")
        #expect(
            codec.read("90", "") == "90" && codec.read("90", "weeks") == "90", "without a unit it is the stored one")
        #expect(codec.read("", "minutes").isEmpty)
    }

    @Test func offIsAUnitThatStoresNothing() {
        var codec = codec
        codec.hasOff = true
        #expect(codec.read("", "off") == "0" && codec.read("5", "off") == "0")
        #expect(codec.show("0") == ("", "off"))
        #expect(codec.read("0", "minutes") == "0")
    }

    @Test func unitsAreOfferedAsFarAsTheBoundReaches() {
        #expect(TimeUnit.seconds.offered(upTo: 300) == [.seconds, .minutes])
        #expect(TimeUnit.minutes.offered(upTo: 1440) == [.minutes, .hours, .days])
        #expect(TimeUnit.seconds.spoken(86_400).en == "1 day" && TimeUnit.seconds.spoken(90).vi == "90 giây")
    }
}
