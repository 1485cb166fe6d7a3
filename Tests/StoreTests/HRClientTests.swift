import Attendance
import Store
import TestSupport
import Testing

/// How a target behaves, and what is kept of one that goes and comes back.
@Suite struct HRClientTests {
    private func client(_ ledger: Ledger) async throws -> HRClient { try await ledger.store.hrClients.find("HR") }

    private func pass(
        _ ledger: Ledger, _ failure: String?, needsPerson: Bool = false, at: Instant
    ) async throws {
        try await ledger.store.hrClients.settlePass(
            try await client(ledger), failure: failure.map { Phrase(verbatim: $0) }, needsPerson: needsPerson,
            nextAttemptAt: at + .minutes(5), act: Act(by: .person("t"), at: at))
    }

    @Test func anOutageBeginsWithItsFirstFailureAndEndsWithTheNextSuccess() async throws {
        try await Ledger.with { ledger in
            let second = try await ledger.addClient("Second")
            for number in 1...3 {
                try await pass(ledger, "down \(number)", at: ledger.now + .minutes(number))
                let failing = try await client(ledger)
                #expect(failing.failures == number && failing.failingSince == ledger.now + .minutes(1))
                #expect(failing.failure?.en == "down \(number)" && failing.attention == nil)
                #expect(failing.nextAttemptAt == ledger.now + .minutes(number + 5))
            }
            #expect(try await ledger.events("hr.failing") == 1)
            try await pass(ledger, "token", needsPerson: true, at: ledger.now + .minutes(4))
            try await pass(ledger, "down again", at: ledger.now + .minutes(5))
            #expect(try await client(ledger).attention?.en == "token", "it stays until a pass succeeds")
            #expect(try await ledger.events("hr.failing") == 2)
            let untouched = try await ledger.store.hrClients.find("Second")
            #expect(untouched.failures == 0 && untouched.failure == nil)
            #expect(untouched.nextAttemptAt == second.nextAttemptAt)
            try await pass(ledger, nil, at: ledger.now + .minutes(6))
            let well = try await client(ledger)
            #expect(well.failures == 0 && well.attention == nil && well.failure == nil && well.failingSince == nil)
            #expect(well.nextAttemptAt.milliseconds == 0)
            try await pass(ledger, nil, at: ledger.now + .minutes(7))
            #expect(try await ledger.events("hr.recovered") == 1)
            try await pass(ledger, "down", at: ledger.now + .minutes(8))
            #expect(try await client(ledger).failingSince == ledger.now + .minutes(8))
        }
    }

    @Test(arguments: ["edited", "enabled", "added again"])
    func whatAPersonChangesIsTriedAtOnce(_ change: String) async throws {
        try await Ledger.with { ledger in
            try await pass(ledger, "down", needsPerson: true, at: ledger.now)
            let clients = ledger.store.hrClients
            let before = try await client(ledger)
            let draft = HRClientDraft(
                name: "HR", kind: "base-checkin", identity: "x", fields: FieldValues(["url": ["https://x.test"]]),
                secrets: FieldValues())
            switch change {
            case "edited": _ = try await clients.edit(before, to: draft, act: Act(by: .person("t"), at: ledger.now))
            case "enabled": try await clients.setEnabled(true, before, act: Act(by: .person("t"), at: ledger.now))
            default:
                try await clients.remove(before, act: Act(by: .person("t"), at: ledger.now))
                _ = try await clients.add(draft, act: Act(by: .person("t"), at: ledger.now))
            }
            let after = try await client(ledger)
            #expect(after.id == before.id && after.failures == 0 && after.attention == nil && after.failure == nil)
            #expect(after.nextAttemptAt.milliseconds == 0 && after.failingSince == nil && after.isEnabled)
        }
    }

    @Test func aTargetIsKnownAgainByItsKindAndIdentityAlone() async throws {
        try await Ledger.with { ledger in
            let clients = ledger.store.hrClients
            try await clients.remove(ledger.client, act: Act(by: .person("t"), at: ledger.now))
            func add(_ name: String, _ kind: String, _ identity: String) async throws -> HRClient {
                try await clients.add(
                    HRClientDraft(
                        name: name, kind: kind, identity: identity, fields: FieldValues(), secrets: FieldValues()),
                    act: Act(by: .person("t"), at: ledger.now))
            }
            #expect(try await add("HR", "webhook", "x").id != ledger.client.id)
            #expect(try await add("B", "base-checkin", "y").id != ledger.client.id)
            #expect(try await add("C", "base-checkin", "x").id == ledger.client.id)
            // One that is in use is nobody else's.
            #expect(try await add("D", "base-checkin", "x").id != ledger.client.id)
            #expect(try await clients.secretNames(of: ledger.client) == [], "no secret outlives its client")
        }
    }

    @Test func aRemovedClientIsFoundByNobodyAndItsNameIsFree() async throws {
        try await Ledger.with { ledger in
            let clients = ledger.store.hrClients
            await #expect(throws: StoreFailure.self) { try await ledger.addClient("HR") }
            try await clients.remove(ledger.client, act: Act(by: .person("t"), at: ledger.now))
            for selector in ["HR", "\(ledger.client.id)"] {
                await #expect(throws: StoreFailure.self) { try await clients.find(selector) }
            }
            await #expect(throws: StoreFailure.self) { try await clients.find(id: "\(ledger.client.id)") }
            #expect(try await clients.all().isEmpty)
            #expect(try await ledger.store.status.status(days: nil).hrClients.isEmpty)
            let named = try await ledger.addClient("HR")
            #expect(try await clients.find(" HR ").id == named.id)
            #expect(try await clients.find("\(named.id)").id == named.id)
            #expect(try await clients.find(id: "\(named.id)").id == named.id)
        }
    }

    @Test func secretsStayWithTheirKindAndGoOneByOne() async throws {
        try await Ledger.with { ledger in
            let clients = ledger.store.hrClients
            var draft = HRClientDraft(
                name: "HR", kind: "base-checkin", identity: "x", fields: FieldValues(),
                secrets: FieldValues(["password": ["p"], "header": ["h"]]))
            var edited = try await clients.edit(ledger.client, to: draft, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await clients.secretNames(of: edited) == ["header", "password", "token"])
            draft.secrets = FieldValues()
            edited = try await clients.edit(
                edited, to: draft, droppingSecrets: ["header", "token"], act: Act(by: .person("t"), at: ledger.now))
            #expect(try await clients.secretNames(of: edited) == ["password"])
            draft.kind = "webhook"
            edited = try await clients.edit(edited, to: draft, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await clients.secretNames(of: edited) == [] && edited.kind == "webhook")
        }
    }

    @Test func whatBecameASecretIsSealedAndLeavesTheOpenFields() async throws {
        try await Ledger.with { ledger in
            let clients = ledger.store.hrClients
            let fields = FieldValues(["url": ["https://x.test"], "key": ["was-in-the-open"]])
            func add(_ name: String, _ kind: String) async throws -> HRClient {
                try await clients.add(
                    HRClientDraft(name: name, kind: kind, identity: name, fields: fields, secrets: FieldValues()),
                    act: Act(by: .person("t"), at: ledger.now))
            }
            let hook = try await add("Hook", "webhook")
            let other = try await add("Other", "file")
            try await clients.seal { $0 == "webhook" && $1 == "key" }
            let sealed = try await clients.find("Hook")
            #expect(sealed.fields == FieldValues(["url": ["https://x.test"]]))
            #expect(try await clients.secrets(of: hook)["key"] == "was-in-the-open")
            #expect(try await clients.find("Other").fields == fields)
            #expect(try await clients.secretNames(of: other) == [])
        }
    }

    @Test func aClientWritesWhereItsOwnerLetsItAndWhereTheServerDoes() async throws {
        try await Ledger.with { ledger in
            let clients = ledger.store.hrClients
            var draft = HRClientDraft(
                name: "File", kind: "file", identity: "f", fields: FieldValues(), secrets: FieldValues(),
                allowedFolder: "/srv/a")
            var file = try await clients.add(draft, act: Act(by: .person("t"), at: ledger.now))
            try await clients.serveFileFolders(["/srv/b", "/srv/b", "/srv/a"])
            #expect(try await clients.fileFolders() == ["/srv/a", "/srv/b"])
            draft.allowedFolder = "/srv/c"
            file = try await clients.edit(file, to: draft, act: Act(by: .person("t"), at: ledger.now))
            try await clients.serveFileFolders(["/srv/d"])
            #expect(try await clients.fileFolders() == ["/srv/c", "/srv/d"])
            draft.allowedFolder = nil
            file = try await clients.edit(file, to: draft, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await clients.fileFolders() == ["/srv/c", "/srv/d"], "an edit without a word takes nothing")
            try await clients.remove(file, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await clients.fileFolders() == ["/srv/d"])
        }
    }
}
