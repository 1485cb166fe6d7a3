import Attendance
import Database
import Foundation
import SQLiteDatabase
import TestSupport
import Testing

@testable import Store

/// What makes room for others, and what is told of others' things.
@Suite struct FailedRunTests {
    @Test func oldFailuresMakeRoomAndRunsThatReadSomethingStay() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([])
            for number in 1...40 {
                let now = ledger.now + .minutes(number)
                let device = try await ledger.store.devices.find("Office")
                let plan = RunPlan(
                    window: try #require(Window(from: now - .hours(1), to: now)), settlesFirstSync: false)
                let run = try await ledger.store.runs.begin(
                    plan, device: device, cause: .periodic, act: Act(by: .schedule, at: now))
                _ = try await ledger.store.runs.fail(
                    run, device: device, error: Phrase(verbatim: "down"), needsPerson: false, nextRunAt: now,
                    act: Act(by: .person("t"), at: now))
            }
            let good: Int? = try ledger.value("SELECT count(*) FROM sync_run WHERE ok = 1")
            let failed: Int? = try ledger.value("SELECT count(*) FROM sync_run WHERE ok = 0")
            #expect(good == 1 && failed == 20)
        }
    }

    @Test func aSecretThatIsLostIsAskedForAtItsOwnClientAlone() async throws {
        try await Ledger.with { ledger in
            for name in ["Second", "Third"] {
                _ = try await ledger.store.hrClients.add(
                    HRClientDraft(
                        name: name, kind: "webhook", identity: name, fields: FieldValues(),
                        secrets: FieldValues(name == "Third" ? ["secret": ["s"]] : [:])),
                    act: Act(by: .person("t"), at: ledger.now))
            }
            let backup = ledger.directory.appending(path: "backup").path
            try await ledger.store.maintenance.backUp(to: backup, withKey: false)
            try await withTemporaryDirectory { data in
                let report = try Restore.run(from: backup, into: data, environment: [:])
                #expect(
                    report.secretsToEnter.map { "\($0.owner): \($0.field)" }.sorted() == [
                        "HR: token", "Office: token", "Third: secret",
                    ])
            }
        }
    }

    /// Accounts of the time before names of machines were kept from people.
    @Test(arguments: ["command", "schedule", "webhook"])
    func whatAMachineDidIsNoAccountsEvenIfOneIsCalledLikeIt(_ name: String) async throws {
        try await Ledger.with { ledger in
            try ledger.change(
                """
                INSERT INTO user (name, role, password, created_at)
                VALUES ('\(name)', 'installer', '', 0), ('lan', 'installer', '', 0)
                """)
            let ids = try await ledger.store.file.read { database in
                try [name, "lan", "nobody"].map { try database.accountID(of: $0) != nil }
            }
            #expect(ids == [false, true, false])
        }
    }
}
