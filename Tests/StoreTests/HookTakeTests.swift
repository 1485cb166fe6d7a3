import Attendance
import Store
import TestSupport
import Testing

/// Calls of webhooks on their way into the store: by what they were read, and what is counted.
@Suite struct HookTakeTests {
    /// What may change between the reading of a call and its storing.
    enum Change: String, CaseIterable {
        case disabled, renamed, otherZone, otherFields, otherSource, otherSecret, emptiedSecret, newSetting
        case changedSetting, madeAnew, hookRemoved, deviceRemoved, ownAccount
    }

    private func address(_ ledger: Ledger) async throws -> (HookAddress, secret: String) {
        let secret = try await ledger.store.hooks.make(for: ledger.device, act: Act(by: .person("t"), at: ledger.now))
        return (try #require(try await ledger.store.hooks.address(kind: "hanet", secret: secret)), secret)
    }

    private func page(_ punches: Punch...) -> HookArrival.Content {
        .records(IngestPage(rows: punches.count, punches: punches, checkpoint: ""))
    }

    private func make(_ change: Change, _ ledger: Ledger) async throws {
        let devices = ledger.store.devices
        var draft = Ledger.draft("Office")
        draft.secrets = FieldValues()
        switch change {
        case .disabled:
            return try await devices.setEnabled(false, [ledger.device], act: Act(by: .person("t"), at: ledger.now))
        case .newSetting, .changedSetting:
            return try await ledger.store.settings.set(
                "push-after-sync", "false", act: Act(by: .person("t"), at: ledger.now))
        case .madeAnew:
            return _ = try await ledger.store.hooks.make(for: ledger.device, act: Act(by: .person("t"), at: ledger.now))
        case .hookRemoved:
            return try await ledger.store.hooks.remove(for: ledger.device, act: Act(by: .person("t"), at: ledger.now))
        case .deviceRemoved:
            return _ = try await devices.remove(
                ledger.device, withPunches: false, act: Act(by: .person("t"), at: ledger.now))
        case .otherSecret:
            let secrets = FieldValues(["token": ["another-secret-token"]])
            return try await devices.keepSecrets(secrets, of: ledger.device)
        case .emptiedSecret:
            return _ = try await devices.edit(
                ledger.device, to: draft, droppingSecrets: ["token"], act: Act(by: .person("t"), at: ledger.now))
        case .renamed: draft.name = "Head office"
        case .otherZone: draft.zone = try #require(Zone(identifier: "Asia/Tokyo"))
        case .otherFields: draft.fields = FieldValues(["place-id": ["13433"], "base-url": ["https://x.test"]])
        case .otherSource: draft.identity = "99"
        case .ownAccount: draft.account = AccountDraft(identity: "app", fields: ["token"])
        }
        _ = try await devices.edit(ledger.device, to: draft, act: Act(by: .person("t"), at: ledger.now))
    }

    @Test(arguments: Change.allCases)
    func aCallThatWasReadByWhatNoLongerHoldsIsStoredNowhere(_ change: Change) async throws {
        try await Ledger.with { ledger in
            if change == .changedSetting {
                try await ledger.store.settings.set(
                    "push-after-sync", "true", act: Act(by: .person("t"), at: ledger.now))
            }
            let (address, _) = try await address(ledger)
            try await make(change, ledger)
            let receipts = try await ledger.store.hooks.take(
                [
                    HookArrival(address, page(Ledger.punch(1))), HookArrival(address, .announced(Ledger.punch(2))),
                    HookArrival(address, .refused),
                ], now: ledger.now)
            #expect(receipts == [.stale, .stale, .stale])
            #expect(try await ledger.states().isEmpty)
            #expect(try await ledger.store.hooks.open().isEmpty)
            #expect(try ledger.value("SELECT ifnull(sum(calls + refused), 0) FROM hook") == 0)
        }
    }

    @Test func whatTheScheduleDoesMakesNoAddressStale() async throws {
        try await Ledger.with { ledger in
            let (address, _) = try await address(ledger)
            try await ledger.ingest([Ledger.punch(1)])
            try await ledger.store.devices.setNextRun(ledger.now + .hours(1), ledger.device)
            try await ledger.settle(.delivered(receipt: nil))
            let receipts = try await ledger.store.hooks.take(
                [HookArrival(address, page(Ledger.punch(2)))], now: ledger.now)
            #expect(receipts == [.stored(new: 1)])
        }
    }

    @Test func callsThatShareACommitAreAnsweredEachByItsOwn() async throws {
        try await Ledger.with { ledger in
            let (address, _) = try await address(ledger)
            let branch = try await ledger.addDevice("Branch", place: "2", hr: [])
            let secret = try await ledger.store.hooks.make(for: branch, act: Act(by: .person("t"), at: ledger.now))
            // The office's address was read before the branch came.
            let hooks = ledger.store.hooks
            let office = try #require(try await hooks.address(address, forIdentity: "13433"))
            let other = try #require(try await hooks.address(kind: "hanet", secret: secret))
            #expect(try await hooks.take([HookArrival(address, .ignored)], now: ledger.now) == [.stale])
            try await ledger.ingest([Ledger.punch(1)])
            let receipts = try await hooks.take(
                [
                    HookArrival(office, page(Ledger.punch(1))), HookArrival(other, page(Ledger.punch(1))),
                    HookArrival(office, page(Ledger.punch(1), Ledger.punch(2), Ledger.punch(3))),
                    HookArrival(office, .refused), HookArrival(office, page(Ledger.punch(3))),
                    HookArrival(other, .announced(Ledger.punch(8))), HookArrival(office, .announced(Ledger.punch(8))),
                    HookArrival(office, .announced(Ledger.punch(8))), HookArrival(office, .ignored),
                ], now: ledger.now + .minutes(3))
            #expect(
                receipts == [
                    .known, .stored(new: 1), .stored(new: 2), .counted, .known, .announced, .announced, .known,
                    .counted,
                ])
            let first = try #require(try await hooks.find(of: ledger.device)).hook
            #expect(first.calls == 6 && first.refused == 1 && first.lastCallAt == ledger.now + .minutes(3))
            let second = try #require(try await hooks.find(of: branch)).hook
            #expect(second.calls == 2 && second.refused == 0)
            #expect(try await ledger.store.devices.find("Office").punchCount == 3)
            #expect(try await ledger.due(at: ledger.now + .minutes(3)) == ["k1", "k2", "k3"])
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test func aCallForAnotherPlaceOfTheAccountCountsWhereItCame() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2", hr: [])
            let (address, _) = try await address(ledger)
            let hooks = ledger.store.hooks
            #expect(try await hooks.address(address, forIdentity: "nobody's") == nil)
            let forBranch = try #require(try await hooks.address(address, forIdentity: "2"))
            #expect(forBranch.device.id == branch.id && forBranch.hookDeviceID == ledger.device.id)
            _ = try await hooks.take([HookArrival(forBranch, page(Ledger.punch(1)))], now: ledger.now)
            #expect(try await ledger.store.devices.find("Branch").punchCount == 1)
            #expect(try await hooks.find(of: ledger.device)?.hook.calls == 1)
            #expect(try await hooks.find(of: branch) == nil)
        }
    }

    @Test func onlyTheLastAddressOfTheRightKindLeadsAnywhere() async throws {
        try await Ledger.with { ledger in
            let (_, former) = try await address(ledger)
            let (_, secret) = try await address(ledger)
            let hooks = ledger.store.hooks
            #expect(former != secret)
            #expect(try await hooks.address(kind: "hanet", secret: former) == nil)
            #expect(try await hooks.address(kind: "nuveq", secret: secret) == nil)
            #expect(try await hooks.address(kind: "hanet", secret: secret)?.device.id == ledger.device.id)
            #expect(try await hooks.find(of: ledger.device)?.secret == secret)
            try await hooks.remove(for: ledger.device, act: Act(by: .person("t"), at: ledger.now))
            #expect(try await hooks.address(kind: "hanet", secret: secret) == nil)
            #expect(try await ledger.store.sealedValues.all().contains(secret) == false)
        }
    }

    @Test(arguments: [true, false]) func whatIsPushedAfterASyncIsPushedAfterACall(_ isPushed: Bool) async throws {
        try await Ledger.with { ledger in
            try await ledger.store.settings.set(
                "push-after-sync", "\(isPushed)", act: Act(by: .person("t"), at: ledger.now))
            let (address, _) = try await address(ledger)
            let old = Ledger.punch("old", at: ledger.now - .hours(24 * 93))
            _ = try await ledger.store.hooks.take([HookArrival(address, page(Ledger.punch(1), old))], now: ledger.now)
            #expect(try await ledger.due() == (isPushed ? ["k1"] : []))
        }
    }

    @Test func undecodableRecordsOfACallAreKept() async throws {
        try await Ledger.with { ledger in
            let (address, _) = try await address(ledger)
            let content = HookArrival.Content.records(
                IngestPage(rows: 1, punches: [], undecodable: [(reason: "noTime", raw: [7][...])], checkpoint: ""))
            #expect(try await ledger.store.hooks.take([HookArrival(address, content)], now: ledger.now) == [.known])
            #expect(try ledger.value("SELECT hex(raw) FROM undecoded") == "07")
        }
    }
}
