import Attendance
import Serials
import Store
import TestSupport
import Testing
import Wire
import WorkingTime

/// Working calendars as documents, and the register of bindings beside them.
@Suite struct CalendarDocumentTests {
    private let now = CaseFixture.morning

    private func document(_ change: (inout [(String, JSONValue)]) -> Void = { _ in }) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("timeZone", "Asia/Ho_Chi_Minh"), ("weekdays", ["monday": ["13:00-17:00", "08:00-12:00"], "friday": []]),
            (
                "holidays",
                [["date": "2026-09-02", "en": "National Day", "vi": "Quốc khánh", "confirmed": true, "source": "law"]]
            ), ("workingDays", [["date": "2026-11-22", "spans": ["09:00-10:00"]]]), ("coversUntilYear", 2028),
        ]
        change(&members)
        return .object(members.map { JSONValue.Member($0.0, $0.1) })
    }

    private func with(_ name: String, _ value: JSONValue) -> JSONValue {
        document { members in members = members.map { $0.0 == name ? (name, value) : $0 } }
    }

    @Test func aCalendarIsReadAndWrittenWithAllOfIt() throws {
        let calendar = try CalendarDocument.calendar(document(), version: 4)
        #expect(calendar.version == 4 && calendar.zone == .vietnam && calendar.coversUntilYear == 2028)
        #expect(calendar.weekdays[.monday]?.map(\.description) == ["08:00-12:00", "13:00-17:00"])
        #expect(calendar.weekdays[.friday] == nil && calendar.weekdays[.tuesday] == nil)
        let national = try #require(LocalDate("2026-09-02"))
        #expect(
            calendar.holidays == [
                national: Holiday(
                    name: Phrase(en: "National Day", vi: "Quốc khánh"), isConfirmed: true, source: "law")
            ])
        #expect(calendar.workingDays.values.map { $0.map(\.description) } == [["09:00-10:00"]])
        for found in [calendar, .vietnam] {
            #expect(
                try CalendarDocument.calendar(CalendarDocument.json(found), version: found.version) == found)
        }
        // What is not said to be confirmed is expected.
        let expected = try CalendarDocument.calendar(
            with("holidays", [["date": "2026-09-02", "en": "N", "vi": "Q"]]), version: 1)
        #expect(expected.holidays[national]?.isConfirmed == false)
    }

    @Test func everyWeekdayHasItsOwnWord() throws {
        for day in Weekday.allCases {
            let calendar = try CalendarDocument.calendar(
                with("weekdays", .object([JSONValue.Member(day.word, ["08:00-09:00"])])), version: 1)
            #expect(Set(calendar.weekdays.keys) == [day])
        }
    }

    @Test func whatIsWrongInADocumentIsNamed() throws {
        let wrongs: [(JSONValue, String)] = [
            (with("timeZone", "Asia/Nowhere"), "time zone"), (with("timeZone", 7), "time zone"),
            (with("weekdays", ["monday": ["8-17"]]), "monday: “8-17”"),
            (with("weekdays", ["monday": [8]]), "has no form"), (with("weekdays", [:]), "nobody works"),
            (with("weekdays", ["monday": ["08:00-12:00", "11:59-13:00"]]), "08:00-12:00 and 11:59-13:00 overlap"),
            (with("holidays", [["date": "2026-02-30"]]), "“2026-02-30”"),
            (with("holidays", [["en": "H"]]), "not a date"),
            (with("workingDays", [["date": "22/11", "spans": []]]), "22/11"),
            (with("workingDays", [["date": "2026-11-22", "spans": ["x"]]]), "2026-11-22: “x”"),
            (with("workingDays", [["date": "2026-09-02", "spans": []]]), "holiday and a make-up working day"),
            (with("coversUntilYear", 1999), "last year"), (with("coversUntilYear", 2201), "last year"),
            (with("coversUntilYear", "soon"), "last year"),
        ]
        for (document, words) in wrongs {
            #expect {
                _ = try CalendarDocument.calendar(document, version: 1)
            } throws: { error in
                let phrase = StoreFailure(error).phrase
                return phrase.en.contains(words) && phrase.en.contains("calendar was not taken")
                    && phrase.vi.contains("chưa nhận lịch")
            }
        }
        for year in [2000, 2200] {
            #expect(try CalendarDocument.calendar(with("coversUntilYear", JSONValue(year)), version: 1) != .vietnam)
        }
    }

    @Test func everyVersionIsKeptAndTheNewestIsInForce() async throws {
        try await CaseFixture.with { store in
            #expect(try await store.calendars.current() == .vietnam)
            #expect(try await store.calendars.version(1) == .vietnam)
            for version in 2...3 {
                let year = 2026 + version
                let made = try await store.calendars.replace(
                    with("coversUntilYear", JSONValue(year)), act: Act(by: .person("lan"), at: now))
                #expect(made.version == version && made.coversUntilYear == year)
                #expect(try await store.calendars.current() == made)
            }
            #expect(try await store.calendars.version(2).coversUntilYear == 2028)
            #expect(try await store.calendars.version(3).coversUntilYear == 2029)
            await #expect(throws: StoreFailure.self) { _ = try await store.calendars.version(4) }
            await #expect(throws: StoreFailure.self) {
                _ = try await store.calendars.replace(with("weekdays", [:]), act: Act(by: .person("lan"), at: now))
            }
            #expect(try await store.calendars.current().version == 3)
        }
    }

    @Test func theRegisterKnowsWhoHasADeviceAndWhichAreFree() async throws {
        try await CaseFixture.with { store in
            let (one, two) = (
                try #require(ShortSerial(exactly: "E12345678")), try #require(ShortSerial(exactly: "E12345679"))
            )
            #expect(try await store.bindings.entry(one) == nil)
            try await store.bindings.set(one, account: "a@b.vn", act: Act(by: .person("lan"), at: now))
            try await store.bindings.set(two, account: "c@d.vn", act: Act(by: .person("lan"), at: now + .minutes(1)))
            #expect(try await store.bindings.all().map(\.serial) == [two, one])
            try await store.bindings.set(one, account: nil, act: Act(by: .person("mai"), at: now + .minutes(2)))
            let freed = try #require(try await store.bindings.entry(one))
            #expect(freed.account == nil && freed.actor == .person("mai") && freed.at == now + .minutes(2))
            #expect(try await store.bindings.entry(two)?.account == "c@d.vn")
            #expect(try await store.bindings.all(limit: 1).map(\.serial) == [one])
        }
    }
}
