import Attendance
import Store
import TestSupport
import Testing

/// Credentials of an account that several devices share, and of devices that have their own.
@Suite struct CredentialTests {
    private func draft(_ name: String, _ place: String, app: String?, _ secrets: [String: [String]]) -> DeviceDraft {
        var draft = Ledger.draft(name, place: place)
        draft.secrets = FieldValues(secrets)
        draft.account = app.map { AccountDraft(identity: $0, fields: ["access", "refresh"]) }
        return draft
    }

    private func add(
        _ ledger: Ledger, _ name: String, _ place: String, app: String?, _ secrets: [String: [String]]
    ) async throws -> Device {
        try await ledger.store.devices.add(
            draft(name, place, app: app, secrets), act: Act(by: .person("t"), at: ledger.now))
    }

    private func pair(_ name: String) -> [String: [String]] { ["access": ["\(name)-a"], "refresh": ["\(name)-r"]] }

    @Test func whatIsEnteredWithANewDeviceIsASpareAndAnEditLeads() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("one"))
            let second = try await add(ledger, "B", "2", app: "app", pair("two"))
            let other = try await add(ledger, "C", "3", app: "else", pair("three"))
            #expect(try await devices.secrets(of: second)["access"] == "one-a")
            #expect(try await devices.secrets(of: other)["access"] == "three-a")
            do {
                let lock = try #require(try await devices.lockCredentials(of: first))
                let loaded = try await lock.load()
                #expect(loaded.values == FieldValues(pair("one")) && loaded.spares == [FieldValues(pair("two"))])
            }
            _ = try await devices.edit(
                second, to: draft("B", "2", app: "app", pair("four")), act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.secrets(of: first)["access"] == "four-a")
            #expect(try await devices.accountSecrets(kind: "hanet", identity: "app") == FieldValues(pair("four")))
            #expect(try await devices.accountSecrets(kind: "nuveq", identity: "app") == FieldValues())
            let lock = try #require(try await devices.lockCredentials(of: second))
            let loaded = try await lock.load()
            #expect(loaded.spares == ["one", "two"].map { FieldValues(pair($0)) })
            #expect(try await devices.secretNames(of: second) == ["access", "refresh"])
        }
    }

    @Test func oneRenewsForAllDevicesOfTheAccountAndForNoOther() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("one"))
            let second = try await add(ledger, "B", "2", app: "app", [:])
            let other = try await add(ledger, "C", "3", app: "else", pair("two"))
            let own = try await add(ledger, "D", "4", app: nil, pair("three"))
            let elsewhere = try Store(directory: ledger.directory, environment: [:])
            var lock = try await devices.lockCredentials(of: first)
            #expect(lock != nil)
            #expect(try await elsewhere.devices.lockCredentials(of: second) == nil)
            #expect(try await elsewhere.devices.lockCredentials(of: other) != nil)
            #expect(try await elsewhere.devices.lockCredentials(of: own) != nil)
            lock = nil
            #expect(try await elsewhere.devices.lockCredentials(of: second) != nil)
        }
    }

    @Test func aRenewalKeepsWhatSomebodyEnteredMeanwhileAndDropsWhatIsUsedUp() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("one"))
            _ = try await add(ledger, "B", "2", app: "app", pair("two"))
            let lock = try #require(try await devices.lockCredentials(of: first))
            let read = try await lock.load()
            _ = try await devices.edit(
                first, to: draft("A", "1", app: "app", pair("entered")), act: Act(by: .person("t"), at: ledger.now))
            try await lock.keep(FieldValues(pair("renewed")), spares: read.spares, insteadOf: read)
            let after = try await lock.load()
            #expect(after.values == FieldValues(pair("renewed")))
            #expect(after.spares == [FieldValues(pair("entered")), FieldValues(pair("two"))], "not the used one")
        }
    }

    @Test func noMoreThanEightSparesAreKeptTheLastEnteredFirst() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("p0"))
            for number in 1...12 {
                let device = try await devices.find("A")
                let name = number == 12 ? "p11" : "p\(number)"
                _ = try await devices.edit(
                    device, to: draft("A", "1", app: "app", pair(name)), act: Act(by: .person("t"), at: ledger.now))
            }
            let lock = try #require(try await devices.lockCredentials(of: first))
            let loaded = try await lock.load()
            #expect(loaded.values["access"] == "p11-a")
            #expect(loaded.spares.map { $0["access"] } == (3...10).reversed().map { "p\($0)-a" })
        }
    }

    @Test func whoHasGoneKeepsNothingAndTheLastOneTakesTheAccountAlong() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("one"))
            let second = try await add(ledger, "B", "2", app: "app", [:])
            let lock = try #require(try await devices.lockCredentials(of: first))
            let read = try await lock.load()
            _ = try await devices.remove(first, withPunches: false, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.secrets(of: second)["refresh"] == "one-r")
            _ = try await devices.remove(second, withPunches: false, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.accountSecrets(kind: "hanet", identity: "app") == FieldValues())
            try await lock.keep(FieldValues(pair("late")), spares: [], insteadOf: read)
            #expect(try ledger.value("SELECT count(*) FROM secret WHERE owner_kind = 'account'") == 0)
            #expect(try ledger.value("SELECT count(*) FROM vendor_account") == 0)
        }
    }

    @Test func aDeviceThatLeavesItsAccountTakesACopyAndOneThatChangesTakesNone() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("one"))
            let second = try await add(ledger, "B", "2", app: "app", [:])
            _ = try await add(ledger, "C", "3", app: "else", pair("two"))
            let alone = try await devices.edit(
                second, to: draft("B", "2", app: nil, ["access": ["mine"]]), act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.secrets(of: alone) == FieldValues(["access": ["mine"], "refresh": ["one-r"]]))
            #expect(try await devices.secrets(of: first) == FieldValues(pair("one")))
            let moved = try await devices.edit(
                first, to: draft("A", "1", app: "else", [:]), act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.secrets(of: moved) == FieldValues(pair("two")))
            let lock = try #require(try await devices.lockCredentials(of: moved))
            #expect(try await lock.load().spares == [], "nothing of the account that it left")
        }
    }

    @Test func anEmptiedFieldIsEmptyEverywhereInTheAccount() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: "app", pair("one"))
            _ = try await add(ledger, "B", "2", app: "app", pair("two"))
            _ = try await devices.edit(
                first, to: draft("A", "1", app: "app", [:]), droppingSecrets: ["refresh"],
                act: Act(by: .person("t"), at: ledger.now))
            let lock = try #require(try await devices.lockCredentials(of: first))
            let loaded = try await lock.load()
            #expect(loaded.values == FieldValues(["access": ["one-a"]]))
            #expect(loaded.spares == [FieldValues(["access": ["two-a"]])])
        }
    }

    @Test func aDeviceWhoseCredentialsNobodyCanOpenIsLeftOutOfItsAccountUntilTheyAreEntered() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let (first, second) = (
                try await add(ledger, "A", "1", app: nil, pair("one")),
                try await add(ledger, "B", "2", app: nil, pair("two"))
            )
            try ledger.change(
                "UPDATE secret SET sealed = x'00' WHERE owner_kind = 'device' AND owner_id = \(second.id)")
            try await devices.adoptAccounts { _, fields in
                fields["place-id"] == "13433" ? nil : AccountDraft(identity: "app", fields: ["access", "refresh"])
            }
            #expect(try await devices.secrets(of: first) == FieldValues(pair("one")))
            #expect(try ledger.value("SELECT count(*) FROM device WHERE account_id IS NOT NULL") == 1)
        }
    }

    @Test func ofDevicesOfAFormerVersionTheOneThatSyncedLastLendsItsCredentials() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let first = try await add(ledger, "A", "1", app: nil, pair("one"))
            let second = try await add(ledger, "B", "2", app: nil, pair("two"))
            try ledger.change("UPDATE device SET last_success_at = 5 WHERE name = 'A'")
            try ledger.change("UPDATE device SET last_success_at = 9 WHERE name = 'B'")
            try await devices.adoptAccounts { _, fields in
                fields["place-id"] == "13433" ? nil : AccountDraft(identity: "app", fields: ["access", "refresh"])
            }
            for device in [first, second] {
                #expect(try await devices.secrets(of: device) == FieldValues(pair("two")))
            }
            let lock = try #require(try await devices.lockCredentials(of: first))
            #expect(try await lock.load().spares == [FieldValues(pair("one"))])
            #expect(try await devices.secrets(of: ledger.device)["token"] == "very-secret-device-token")
        }
    }
}
