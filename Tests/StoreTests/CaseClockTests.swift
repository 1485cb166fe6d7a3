import Attendance
import Database
import Foundation
import SQLiteDatabase
import Store
import TestSupport
import Testing
import UnbindingCases
import Wire
import WorkingTime

/// When a case is due, through questions and changes of the calendar.
@Suite struct CaseClockTests {
    private let now = CaseFixture.morning

    @Test func everyQuestionStopsTheClockAndNoneIsCountedTwice() async throws {
        try await CaseFixture.with { store in
            var found = try await CaseFixture.filed(store)
            #expect(found.dueAt == now + .minutes(10))
            for (event, minute) in [
                (CaseEvent.take, 0), (.askMore, 2), (.answer, 12), (.take, 13), (.askMore, 14), (.answer, 34),
            ] {
                found = try await CaseFixture.moved(store, found, event, now: now + .minutes(minute))
            }
            #expect(found.dueAt == now + .minutes(40))
            let deadline = try #require(try await store.cases.deadline(of: found, now: now + .hours(2)))
            #expect(deadline.dueAt == found.dueAt)
            #expect(deadline.steps.map(\.kind) == [.counts, .paused, .counts, .paused, .counts])
        }
    }

    @Test func whileTheInstallerIsAskedTheDeadlineMovesOnWithTheClock() async throws {
        try await CaseFixture.with { store in
            let taken = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            let asked = try await CaseFixture.moved(store, taken, .askMore, now: now + .minutes(2))
            for minute in [2, 5, 90] {
                let deadline = try await store.cases.deadline(of: asked, now: now + .minutes(minute))
                #expect(deadline?.dueAt == now + .minutes(minute + 8), "\(minute)")
            }
        }
    }

    @Test(arguments: [CaseEvent.withdraw, .reject(.unreadableEvidence)])
    func aCaseThatEndsWhileMoreIsAskedForWaitsForNobodyAnyMore(_ end: CaseEvent) async throws {
        try await CaseFixture.with { store in
            let taken = try await CaseFixture.moved(store, try await CaseFixture.filed(store), .take)
            let asked = try await CaseFixture.moved(store, taken, .askMore, now: now + .minutes(2))
            let ended = try await CaseFixture.moved(store, asked, end, now: now + .minutes(5))
            // Whenever somebody looks, it says the same.
            for hours in [1, 2, 500] {
                let deadline = try await store.cases.deadline(of: ended, now: now + .hours(hours))
                #expect(deadline?.dueAt == now + .minutes(13) && deadline?.steps.count == 3, "\(hours)")
            }
            #expect(ended.dueAt == now + .minutes(10))
            #expect(try await store.cases.flaw(of: ended) == nil)
        }
    }

    @Test func anotherCasesQuestionStopsNoClockButItsOwn() async throws {
        try await CaseFixture.with { store in
            let one = try await CaseFixture.filed(store)
            let other = try await CaseFixture.filed(store)
            _ = try await CaseFixture.moved(store, other, .take, .askMore, now: now + .minutes(1))
            let deadline = try await store.cases.deadline(of: one, now: now + .hours(3))
            #expect(deadline?.dueAt == now + .minutes(10))
            // Both asked: the answer to one ends its own question alone.
            let asked = try await CaseFixture.moved(store, one, .take, .askMore, now: now + .minutes(2))
            let answered = try await CaseFixture.moved(store, asked, .answer, now: now + .minutes(4))
            #expect(answered.dueAt == now + .minutes(12))
            let late = try await store.cases.find(other.number)
            #expect(try await store.cases.deadline(of: late, now: now + .hours(1))?.dueAt == now + .minutes(69))
        }
    }

    @Test func aPartOfTheTimeIsAPartOfTheDeadline() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.filed(store)
            for (part, minutes) in [(100, 10), (70, 7), (50, 5), (0, 0)] {
                let deadline = try await store.cases.deadline(of: found, part: part, now: now)
                #expect(deadline?.dueAt == now + .minutes(minutes))
            }
            let draft = try await CaseFixture.opened(store)
            #expect(try await store.cases.deadline(of: draft, now: now) == nil)
        }
    }

    @Test func whatIsFiledAtTheClosingIsDueTheNextMorningAndTheLogSaysSo() async throws {
        try await CaseFixture.with { store in
            let evening = Instant("2026-11-23T17:25:00+07:00")
            let found = try await CaseFixture.filed(store, now: evening)
            #expect(found.dueAt == Instant("2026-11-24T08:35:00+07:00"))
            #expect(found.filedAt == evening && found.calendarVersion == 1 && found.workingTime == .minutes(10))
            let detail = try await store.cases.log(of: found).last?.detail
            #expect(detail == "consent \(Consent.current.version), due 2026-11-24T08:35:00+07:00, calendar 1")
            #expect(
                try await store.cases.deadline(from: evening, working: .minutes(10)).dueAt == found.dueAt)
        }
    }

    @Test func whatIsFiledLaterIsUnderTheNewCalendarAndWhatWasFiledIsNot() async throws {
        try await CaseFixture.with { store in
            let before = try await CaseFixture.filed(store)
            let next = try await store.calendars.replace(
                ["timeZone": "Asia/Ho_Chi_Minh", "weekdays": ["tuesday": ["10:00-11:00"]], "coversUntilYear": 2027],
                act: Act(by: .person("lan"), at: now))
            #expect(next.version == 2)
            let after = try await CaseFixture.filed(store)
            #expect(after.calendarVersion == 2 && after.dueAt == Instant("2026-11-24T10:10:00+07:00"))
            #expect(try await store.cases.deadline(of: before, now: now)?.dueAt == now + .minutes(10))
            #expect(try await store.cases.deadline(of: after, now: now)?.dueAt == after.dueAt)
        }
    }

    @Test func aCaseWhoseCalendarIsGoneIsSaidToBeDamaged() async throws {
        try await CaseFixture.with { store in
            let found = try await CaseFixture.filed(store)
            let queue = try SQLiteFile(path: store.directory.appending(path: "rollcall.db").path)
            try queue.write { try $0.execute(sql: "UPDATE unbinding_case SET calendar_version = 7") }
            let present = try await store.cases.find(found.number)
            await #expect {
                _ = try await store.cases.deadline(of: present, now: now)
            } throws: { error in
                if case StoreFailure.data(.damaged) = error { true } else { false }
            }
        }
    }

    @Test func aCalendarInWhichNothingIsEverDueFilesNothing() async throws {
        try await CaseFixture.with { store in
            let first = try #require(LocalDate("2026-11-23"))
            let holidays = (0..<800).map { day -> JSONValue in
                ["date": .string(first.adding(days: day).description), "en": "H", "vi": "H"]
            }
            _ = try await store.calendars.replace(
                [
                    "timeZone": "Asia/Ho_Chi_Minh", "weekdays": ["monday": ["10:00-11:00"]],
                    "holidays": .array(holidays), "coversUntilYear": 2030,
                ], act: Act(by: .person("lan"), at: now))
            await #expect(throws: StoreFailure.self) { _ = try await CaseFixture.filed(store) }
            #expect(try await store.cases.all(of: nil).map(\.state) == [.draft])
        }
    }
}
