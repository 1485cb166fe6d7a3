import Attendance
import Foundation
import GRDB
import Serials
import Store
import TestSupport
import Testing
import UnbindingDesk

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
            let steps: [CaseEvent] = [
                .file, .take, .askMore, .answer, .take, .approve, .execute, .fail, .execute, .verify,
            ]
            for (index, event) in steps.enumerated() {
                found = try await cases.move(
                    found, by: event, detail: "\(index)", actor: "lan", now: now + .seconds(index))
            }
            #expect(found.state == .unbound && found.decidedAt == now + .seconds(5))
            let log = try await cases.log(of: found)
            #expect(log.map(\.event) == ["opened"] + steps.map(\.word))
            try CaseLog.verify(log, of: found.number, head: found.logHead)
        }
    }

    @Test func aStepFromAStateThatHasPassedIsRefusedAndLeavesNoTrace() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let filed = try await cases.move(
                try await cases.open(try draft(), installer: "thợ", now: now), by: .file, actor: "thợ", now: now)
            let taken = try await cases.move(filed, by: .take, actor: "lan", now: now)
            // The second reviewer's page still shows the case as it was.
            await #expect(throws: StoreError.self) {
                _ = try await cases.move(filed, by: .take, actor: "mai", now: now)
            }
            await #expect(throws: StoreError.self) {
                _ = try await cases.move(taken, by: .execute, actor: "lan", now: now)
            }
            #expect(try await cases.log(of: taken).count == 3)
        }
    }

    @Test func twoReviewersAtOnceDecideOnce() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let filed = try await cases.move(
                try await cases.open(try draft(), installer: "thợ", now: now), by: .file, actor: "thợ", now: now)
            let taken = try await cases.move(filed, by: .take, actor: "lan", now: now)
            let decided = await withTaskGroup(of: Bool.self) { group in
                for (index, event) in [CaseEvent.approve, .reject(.other), .approve, .release].enumerated() {
                    group.addTask {
                        (try? await cases.move(taken, by: event, actor: "reviewer \(index)", now: Instant(seconds: 1)))
                            != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            // Giving back first and being decided after it are both possible; two decisions are not.
            #expect((1...2).contains(decided))
            let log = try await cases.log(of: taken)
            #expect(log.count { ["approved", "rejected"].contains($0.event) } <= 1)
            let present = try await cases.find(taken.number)
            try CaseLog.verify(log, of: present.number, head: present.logHead)
        }
    }

    @Test func oneByteOfTheFileThatIsChangedShows() async throws {
        try await TestHub.with { hub, _ in
            let cases = hub.store.cases
            let queue = try DatabaseQueue(path: hub.store.directory.appending(path: "rollcall.db").path)
            for forgery in [
                "UPDATE case_log SET actor = 'mai' WHERE place = 3 AND case_id = ?",
                "DELETE FROM case_log WHERE place = 3 AND case_id = ?",
                "DELETE FROM case_log WHERE place = 1 AND case_id = ?",
                "UPDATE case_log SET at = at + 1 WHERE place = 0 AND case_id = ?",
                "UPDATE unbinding_case SET log_count = 3 WHERE id = ?",
            ] {
                var found = try await cases.open(try draft(), installer: "thợ", now: now)
                for event in [CaseEvent.file, .take, .approve] {
                    found = try await cases.move(found, by: event, actor: "lan", now: now)
                }
                try CaseLog.verify(try await cases.log(of: found), of: found.number, head: found.logHead)
                let id = found.id
                try await queue.write { try $0.execute(sql: forgery, arguments: [id]) }
                let present = try await cases.find(found.number)
                let log = try await cases.log(of: present)
                #expect(throws: CaseLog.Flaw.self, "\(forgery)") {
                    try CaseLog.verify(log, of: present.number, head: present.logHead)
                }
            }
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
