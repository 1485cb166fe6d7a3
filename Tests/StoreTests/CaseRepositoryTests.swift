import Attendance
import Database
import Foundation
import SQLiteDatabase
import Serials
import TestSupport
import Testing
import UnbindingCases
import Wire
import WorkingTime

@testable import Store

@Suite struct CaseRepositoryTests {
    private func draft() throws -> CaseDraft {
        var draft = CaseDraft(network: .other, serial: try #require(ShortSerial(exactly: "E12345678")))
        draft.key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
        return draft
    }

    private let now = Instant(seconds: 1_790_000_000)

    @Test func everyStepIsAnEntryOfTheLog() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            var found = try await cases.open(try draft(), installer: "thợ", now: now)
            found = try await hub.store.filed(found, now: now)
            let steps: [CaseEvent] = [
                .take, .askMore, .answer, .take, .approve, .execute, .fail, .execute, .verify,
            ]
            for (index, event) in steps.enumerated() {
                found = try await cases.move(
                    found, by: CaseStep(event, detail: "\(index)"),
                    act: Act(by: .person("lan"), at: now + .seconds(index)))
            }
            #expect(found.state == .unbound && found.decidedAt == now + .seconds(4))
            let log = try await cases.log(of: found)
            #expect(log.map(\.event) == ["opened", "evidence-added", "filed"] + steps.map(\.word))
            #expect(try await cases.flaw(of: found) == nil)
        }
    }

    @Test func aStepFromAStateThatHasPassedIsRefusedAndLeavesNoTrace() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let filed = try await hub.store.filed(
                try await cases.open(try draft(), installer: "thợ", now: now), now: now)
            let taken = try await cases.move(filed, by: CaseStep(.take), act: Act(by: .person("lan"), at: now))
            // The second reviewer's page still shows the case as it was.
            await #expect(throws: StoreFailure.self) {
                _ = try await cases.move(filed, by: CaseStep(.take), act: Act(by: .person("mai"), at: now))
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await cases.move(taken, by: CaseStep(.execute), act: Act(by: .person("lan"), at: now))
            }
            #expect(try await cases.log(of: taken).count == 4)
        }
    }

    @Test func aCaseThatSomebodyHasTakenIsDecidedByNobodyElse() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let filed = try await hub.store.filed(
                try await cases.open(try draft(), installer: "thợ", now: now), now: now)
            let taken = try await cases.move(filed, by: CaseStep(.take), act: Act(by: .person("lan"), at: now))
            #expect(taken.reviewer == "lan")
            for event in [CaseEvent.approve, .reject(.notBound), .askMore, .release] {
                await #expect(throws: StoreFailure.self) {
                    _ = try await cases.move(taken, by: CaseStep(event), act: Act(by: .person("mai"), at: now))
                }
            }
            let approved = try await cases.move(taken, by: CaseStep(.approve), act: Act(by: .person("lan"), at: now))
            #expect(approved.state == .approved)
        }
    }

    @Test func theClockStandsStillWhileMoreIsAskedForAndTheCalendarStaysTheCases() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            // Monday 2026-11-23, 09:00 in Vietnam.
            let day = try #require(LocalDate(year: 2026, month: 11, day: 23))
            let morning = Zone.vietnam.startOfDay(day) + .hours(9)
            var found = try await hub.store.filed(
                try await cases.open(try draft(), installer: "thợ", now: morning), now: morning)
            #expect(found.dueAt == morning + .minutes(10))
            // Another calendar comes into force: nobody works on Mondays any more.
            let document = CalendarDocument.json(try await hub.store.calendars.current())
            guard case .object(let members) = document else { return }
            let changed = members.map {
                $0.name == "weekdays"
                    ? JSONValue.Member("weekdays", ["tuesday": ["10:00-11:00"]]) : $0
            }
            let next = try await hub.store.calendars.replace(
                .object(changed), act: Act(by: .person("lan"), at: morning))
            #expect(next.version == 2)
            for (event, minute) in [(CaseEvent.take, 2), (.askMore, 4), (.answer, 34)] {
                found = try await cases.move(
                    found, by: CaseStep(event), act: Act(by: .person("lan"), at: morning + .minutes(minute)))
            }
            #expect(found.dueAt == morning + .minutes(40))
            #expect(found.calendarVersion == 1)
            let deadline = try #require(try await cases.deadline(of: found, now: morning + .minutes(40)))
            #expect(deadline.steps.map(\.kind) == [.counts, .paused, .counts])
            #expect(deadline.dueAt == found.dueAt)
        }
    }

    @Test func aCalendarWithoutWorkingTimeIsRefusedAndNothingChanges() async throws {
        try await TestHub.with { hub, _ in
            let document: JSONValue = ["timeZone": "Asia/Ho_Chi_Minh", "weekdays": [:], "coversUntilYear": 2027]
            await #expect(throws: StoreFailure.self) {
                _ = try await hub.store.calendars.replace(document, act: Act(by: .person("lan"), at: now))
            }
            let present = try await hub.store.calendars.current()
            #expect(present == .vietnam)
        }
    }

    @Test func twoReviewersAtOnceDecideOnce() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let filed = try await hub.store.filed(
                try await cases.open(try draft(), installer: "thợ", now: now), now: now)
            let decided = await withTaskGroup(of: Bool.self) { group in
                for (index, event) in [CaseEvent.approve, .reject(.other), .approve, .take].enumerated() {
                    group.addTask {
                        let step = CaseStep(event)
                        let moved = try? await cases.move(
                            filed, by: step, act: Act(by: .person("reviewer \(index)"), at: Instant(seconds: 1)))
                        return moved != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(decided == 1)
            let log = try await cases.log(of: filed)
            #expect(log.count { ["approved", "rejected", "taken"].contains($0.event) } == 1)
            let present = try await cases.find(filed.number)
            #expect(try await cases.flaw(of: present) == nil)
        }
    }

    @Test func oneByteOfTheFileThatIsChangedShows() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let queue = try SQLiteFile(path: hub.store.directory.appending(path: "rollcall.db").path)
            for forgery in [
                "UPDATE case_log SET actor = 'mai' WHERE place = 3 AND case_id = ?",
                "DELETE FROM case_log WHERE place = 3 AND case_id = ?",
                "DELETE FROM case_log WHERE place = 1 AND case_id = ?",
                "UPDATE case_log SET at = at + 1 WHERE place = 0 AND case_id = ?",
                "UPDATE unbinding_case SET log_count = 3 WHERE id = ?",
                "UPDATE case_log SET seal = hash WHERE place = 2 AND case_id = ?",
                "UPDATE case_log SET record = hash WHERE place = 4 AND case_id = ?",
                "UPDATE unbinding_case SET state = 'unbound' WHERE id = ?",
                "UPDATE unbinding_case SET serial = 'Q01728483' WHERE id = ?",
                "UPDATE unbinding_case SET installer = 'mai' WHERE id = ?",
                "UPDATE unbinding_case SET reviewer = 'mai' WHERE id = ?",
                "UPDATE unbinding_case SET consent_version = '0' WHERE id = ?",
                "UPDATE unbinding_case SET consent_text = NULL WHERE id = ?",
                "UPDATE unbinding_case SET decided_at = decided_at + 1 WHERE id = ?",
                "UPDATE evidence SET digest = 'x' WHERE case_id = ?",
                "UPDATE evidence SET struck_by = 'mai' WHERE case_id = ?",
                "DELETE FROM evidence WHERE case_id = ?",
            ] {
                var found = try await cases.open(try draft(), installer: "thợ", now: now)
                found = try await hub.store.filed(found, now: now)
                for event in [CaseEvent.take, .approve] {
                    found = try await cases.move(found, by: CaseStep(event), act: Act(by: .person("lan"), at: now))
                }
                #expect(try await cases.flaw(of: found) == nil)
                let id = found.id
                try queue.write { try $0.execute(sql: forgery, arguments: [id]) }
                let present = try await cases.find(found.number)
                #expect(try await cases.flaw(of: present) != nil, "\(forgery)")
            }
        }
    }

    @Test func aCaseThatWasChangedByOtherHandsStandsStill() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            var found = try await cases.open(try draft(), installer: "thợ", now: now)
            found = try await hub.store.filed(found, now: now)
            let queue = try SQLiteFile(path: hub.store.directory.appending(path: "rollcall.db").path)
            let id = found.id
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET state = 'approved' WHERE id = ?", arguments: [id])
            }
            let forged = try await cases.find(found.number)
            await #expect(throws: StoreFailure.self) {
                _ = try await cases.move(forged, by: CaseStep(.execute), act: Act(by: .person("lan"), at: now))
            }
            await #expect(throws: StoreFailure.self) {
                try await cases.note("attempted", "", on: forged, act: Act(by: .person("lan"), at: now))
            }
            #expect(try await cases.log(of: forged).count == found.logHead.count)
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET state = 'filed' WHERE id = ?", arguments: [id])
            }
            #expect(
                try await cases.move(found, by: CaseStep(.take), act: Act(by: .person("lan"), at: now)).state
                    == .inReview)
        }
    }

    @Test func aStepWhoseNewsCannotBeLeftIsNotTaken() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let found = try await hub.store.filed(
                try await cases.open(try draft(), installer: "thợ", now: now), now: now)
            let queue = try SQLiteFile(path: hub.store.directory.appending(path: "rollcall.db").path)
            try queue.write {
                try $0.execute(
                    sql: "CREATE TRIGGER full BEFORE INSERT ON notice BEGIN SELECT RAISE(ABORT, 'full'); END")
            }
            let news: @Sendable (UnbindingCase) -> NoticeOrder? = {
                NoticeOrder(
                    NoticeDraft("approved", Phrase(verbatim: $0.state.rawValue), about: .unbindingCase($0)), for: [],
                    hasWebhook: true)
            }
            await #expect(throws: StoreFailure.self) {
                _ = try await cases.move(
                    found, by: CaseStep(.approve), act: Act(by: .person("lan"), at: now), telling: news)
            }
            #expect(try await cases.find(found.number).state == .filed)
            #expect(try await cases.flaw(of: found) == nil)
            try queue.write { try $0.execute(sql: "DROP TRIGGER full") }
            _ = try await cases.move(
                found, by: CaseStep(.approve), act: Act(by: .person("lan"), at: now), telling: news)
            #expect(try await hub.store.notices.due(now: now).map(\.notice.text.en) == ["approved"])
        }
    }

    @Test func whereLogsEndIsToldOnceADayAndAgainWhereNobodyTookIt() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            for _ in 0..<3 { _ = try await cases.open(try draft(), installer: "thợ", now: now) }
            #expect(try await cases.tellLogHeads(on: "2026-05-04", now: now) == 3)
            let notice = try #require(try await hub.store.notices.due(now: now).first)
            let noted = try #require(notice.notice.document.flatMap(CaseLog.Head.noted))
            #expect(noted.cases == 3)
            #expect(try await cases.logHeads() == noted.heads)
            // The day is told, and a day on which nothing happened has nothing to tell.
            let changed = try await cases.find(noted.heads[1].number)
            #expect(try await cases.tellLogHeads(on: "2026-05-04", now: now) == 0)
            #expect(try await cases.tellLogHeads(on: "2026-05-05", now: now) == 0)
            let moved = try await cases.move(changed, by: CaseStep(.withdraw), act: Act(by: .person("thợ"), at: now))
            #expect(try await cases.tellLogHeads(on: "2026-05-06", now: now) == 1)
            try await cases.tellLogHeadsAgain(noted.heads)
            #expect(try await cases.tellLogHeads(on: "2026-05-07", now: now) == 3)
            #expect(try await cases.flaw(of: moved, noted: noted.heads) == nil)
            let forged = noted.heads.map { CaseLog.Head(number: $0.number, entries: $0.entries, hash: "0") }
            #expect(try await cases.flaw(of: moved, noted: forged) == .notAsNoted(entries: 1))
        }
    }

    @Test func logsOfFormerVersionsAreSealedAsTheyAreFound() async throws {
        try await withTemporaryDirectory { directory in
            let number = "UB26-00001"
            let entry = CaseLog.entry(
                0, after: CaseLog.root(of: number), at: now, actor: .person("thợ"), event: "opened", detail: "",
                record: nil,
                key: nil)
            // As the version before seals left it.
            let queue = try SQLiteFile(path: directory.appending(path: "rollcall.db").path)
            try queue.migrate(Migrations.all(key: nil), upTo: "012 looks")
            try queue.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO unbinding_case (id, number, state, network, serial, full_serial, model, ipv4, installer,
                          created_at, log_hash, log_count) VALUES (1, ?, 'draft', 'other', ?, '', '', '', 'thợ', ?, ?, 1)
                        """, arguments: [number, LabelPhotos.serial, now, entry.hash])
                try database.execute(
                    sql: "INSERT INTO case_log VALUES (1, 0, ?, 'thợ', 'opened', '', ?)", arguments: [now, entry.hash])
            }
            try queue.close()
            let cases = try Store(directory: directory, environment: [:]).cases
            let found = try await cases.find(number)
            #expect(try await cases.log(of: found).map(\.event) == ["opened", "sealed"])
            #expect(try await cases.flaw(of: found) == nil)
            let moved = try await cases.move(found, by: CaseStep(.withdraw), act: Act(by: .person("thợ"), at: now))
            #expect(try await cases.flaw(of: moved) == nil)
        }
    }

    @Test func theKeyStringIsSealed() async throws {
        try await TestHub.with { hub, _ in
            let found = try await hub.store.cases.open(try draft(), installer: "thợ", now: now)
            #expect(try await hub.store.cases.key(of: found)?.secret == "AwAAAEUxMjM0NTY3ON6tvu8=")
            for name in ["rollcall.db", "rollcall.db-wal"] {
                let bytes = (try? Data(contentsOf: hub.store.directory.appending(path: name))) ?? Data()
                #expect(bytes.firstRange(of: Data("AwAAAEUxMjM0NTY3".utf8)) == nil, "\(name)")
            }
        }
    }
}

extension Store {
    /// As whoever has the data directory in hand files it, with a photo.
    fileprivate func filed(_ unbindingCase: UnbindingCase, now: Instant) async throws -> UnbindingCase {
        _ = try await evidence.add(.sample(0), to: unbindingCase, act: Act(by: .person("thợ"), at: now))
        return try await cases.file(
            unbindingCase, consent: .current, working: .minutes(10), act: Act(by: .command, at: now), isMachine: true
        ).unbindingCase
    }
}

extension EvidenceDraft {
    /// A photo whose pixels nobody looks at.
    static func sample(_ number: Int) -> EvidenceDraft {
        EvidenceDraft(
            fileName: "\(number).jpg", digest: String(repeating: String(number), count: 64),
            looks: [UInt8](repeating: UInt8(number), count: 32), width: 4, height: 3, findings: [:], whole: [1, 2, 3],
            shown: [4, 5, 6])
    }
}
