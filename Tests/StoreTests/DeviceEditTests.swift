import Attendance
import Store
import TestSupport
import Testing

/// What an edit of a device keeps, what it begins anew, and whom the schedule takes.
@Suite struct DeviceEditTests {
    private func edit(_ ledger: Ledger, _ device: Device? = nil, _ change: (inout DeviceDraft) -> Void) async throws
        -> Device
    {
        var draft = Ledger.draft("Office")
        draft.secrets = FieldValues()
        change(&draft)
        let present = try await ledger.store.devices.find(id: "\((device ?? ledger.device).id)")
        return try await ledger.store.devices.edit(
            present, to: draft, act: Act(by: .person("t"), at: ledger.now + .minutes(1)))
    }

    private func fail(_ ledger: Ledger) async throws {
        let plan = RunPlan(
            window: try #require(Window(from: ledger.now - .hours(1), to: ledger.now)), settlesFirstSync: false)
        let run = try await ledger.store.runs.begin(
            plan, device: ledger.device, cause: .device, act: Act(by: .command, at: ledger.now))
        _ = try await ledger.store.runs.fail(
            run, device: ledger.device, error: Phrase(verbatim: "x"), needsPerson: true,
            nextRunAt: ledger.now + .hours(9), act: Act(by: .person("t"), at: ledger.now))
    }

    @Test func anotherSourceIsReadFromTheBeginningAndTheSameOneIsNot() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            try ledger.change("UPDATE device SET unread_from = 1000, unread_to = 2000")
            let renamed = try await edit(ledger) { $0.name = "Renamed" }
            #expect(renamed.completeUpTo == ledger.now && renamed.progress.firstSyncDone && renamed.unread != nil)
            #expect(renamed.lastSuccessAt == ledger.now)
            let moved = try await edit(ledger) { $0.identity = "77" }
            #expect(moved.progress == SyncProgress() && moved.unread == nil && moved.lastSuccessAt == nil)
            #expect(moved.punchCount == 0 && moved.latestPunchAt == nil)
        }
    }

    @Test func aClientThatIsLeftTogetherWithTheSourceIsOwedNothingOfEither() async throws {
        try await Ledger.with { ledger in
            try await ledger.ingest([Ledger.punch(1)])
            #expect(try await ledger.due().count == 1)
            _ = try await edit(ledger) {
                $0.identity = "77"
                $0.hrClients = []
            }
            #expect(try await ledger.due().isEmpty)
        }
    }

    @Test func whatNeededAttentionIsTriedAgainAtOnce() async throws {
        try await Ledger.with { ledger in
            try await fail(ledger)
            let edited = try await edit(ledger) { $0.fields = FieldValues(["place-id": ["13433"], "x": ["1"]]) }
            #expect(edited.failures == 0 && edited.attention == nil)
            #expect(edited.nextRunAt == ledger.now + .minutes(1) && edited.fields["x"] == "1")
        }
    }

    @Test func aSyncFromIsPendingWhenItIsNewAndGoneWhenItIsEmptied() async throws {
        try await Ledger.with { ledger in
            let march = LocalDate(year: 2026, month: 3, day: 1)
            let february = LocalDate(year: 2026, month: 2, day: 1)
            #expect(try await edit(ledger) { $0.syncFrom = march }.progress.pendingSyncFrom == march)
            try await ledger.ingest([])
            let settled = try await ledger.store.devices.find("Office")
            #expect(settled.progress.pendingSyncFrom == march, "set while the run went on")
            let device = try await ledger.store.devices.find("Office")
            try await ledger.ingest([], into: device)
            #expect(try await ledger.store.devices.find("Office").progress.pendingSyncFrom == nil)
            #expect(try await edit(ledger) { $0.syncFrom = march }.progress.pendingSyncFrom == nil)
            #expect(try await edit(ledger) { $0.syncFrom = february }.progress.pendingSyncFrom == february)
            #expect(try await edit(ledger) { _ in }.progress.pendingSyncFrom == nil)
            #expect(try await ledger.store.devices.find("Office").syncFrom == nil)
        }
    }

    @Test func noSecretIsCarriedToAnotherVendorAndOnlyWhatIsNamedIsEmptied() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            try await devices.keepSecrets(FieldValues(["extra": ["keep-me"]]), of: ledger.device)
            let dropped = try await devices.edit(
                ledger.device, to: Ledger.draft("Office"), droppingSecrets: ["extra"],
                act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.secretNames(of: dropped) == ["token"])
            try await devices.keepSecrets(FieldValues(["extra": ["keep-me"]]), of: dropped)
            let kept = try await edit(ledger) { _ in }
            #expect(try await devices.secrets(of: kept)["token"] == "very-secret-device-token")
            #expect(try await devices.secretNames(of: kept) == ["extra", "token"])
            let moved = try await edit(ledger) {
                $0.kind = "nuveq"
                $0.secrets = FieldValues(["api-key": ["new"]])
            }
            #expect(try await devices.secretNames(of: moved) == ["api-key"])
        }
    }

    @Test func aNameIsTakenHoweverItIsSpelledAndAnIdIsNoName() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            let branch = try await ledger.addDevice("Chi nhánh", place: "2")
            for name in ["Chi nhánh", " Chi nha\u{301}nh ", "Chi\u{200B} nhánh"] {
                await #expect(throws: StoreFailure.self, "\(name)") {
                    try await ledger.addDevice(name, place: "3")
                }
                #expect(try await devices.find(name).id == branch.id)
            }
            await #expect(throws: StoreFailure.self) { try await edit(ledger) { $0.name = "Chi nhánh" } }
            await #expect(throws: StoreFailure.self) { try await edit(ledger) { $0.identity = "2" } }
            #expect(try await edit(ledger) { $0.name = "\(branch.id)" }.name == "\(branch.id)")
            #expect(try await devices.find("\(branch.id)").id == ledger.device.id)
            #expect(try await devices.find(id: "\(branch.id)").id == branch.id)
            await #expect(throws: StoreFailure.self) { try await devices.find(id: "Chi nhánh") }
            await #expect(throws: StoreFailure.self) { try await devices.find("99") }
        }
    }

    @Test func aCorrectedZoneMovesTheWallClocksOfItsOwnPunchesWhereTheyFollowIt() async throws {
        try await Ledger.with { ledger in
            let branch = try await ledger.addDevice("Branch", place: "2")
            let late = Ledger.punch("late", at: Instant("2026-03-16T23:30:00+07:00"))
            try await ledger.ingest([late])
            try await ledger.ingest([late], into: branch)
            let tokyo = try #require(Zone(identifier: "Asia/Tokyo"))
            func times() async throws -> [String: String] {
                let page = try await ledger.store.punches.page(PunchFilter())
                return Dictionary(page.punches.map { ($0.punch.device, $0.punch.atText) }) { $1 }
            }
            _ = try await edit(ledger) {
                $0.zone = tokyo
                $0.recordedTime = .both
            }
            let unmoved = "2026-03-16T23:30:00+07:00"
            #expect(try await times() == ["Office": unmoved, "Branch": unmoved])
            _ = try await edit(ledger) { $0.recordedTime = .instant }
            _ = try await edit(ledger) { $0.zone = tokyo }
            #expect(try await times() == ["Office": "2026-03-17T01:30:00+09:00", "Branch": unmoved])
            #expect(try ledger.miscounted() == [])
        }
    }

    @Test(arguments: [("Pacific/Kiritimati", "2026-03-17"), ("Pacific/Pago_Pago", "2026-03-15")])
    func punchesOfACorrectedZoneAreFoundByTheirNewDay(_ name: String, _ day: String) async throws {
        try await Ledger.with { ledger in
            let time = day.hasSuffix("17") ? "17:40" : "16:20"
            try await ledger.ingest([Ledger.punch("edge", at: Instant("2026-03-16T\(time):00+07:00"))])
            _ = try await edit(ledger) { $0.recordedTime = .instant }
            let zone = try #require(Zone(identifier: name))
            _ = try await edit(ledger) { $0.zone = zone }
            func found(_ day: String) async throws -> Int {
                var search = PunchSearch()
                search.from = LocalDate(day)
                search.to = LocalDate(day)
                return try await ledger.store.punches.search(search, limit: 10).punches.count
            }
            #expect(try await found(day) == 1)
            #expect(try await found("2026-03-16") == 0)
        }
    }

    @Test func theScheduleTakesWhoIsDueTheLongestWaitingFirst() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            var draft = Ledger.draft("Own period", place: "2")
            draft.periodSeconds = 60
            let own = try await devices.add(draft, act: Act(by: .person("t"), at: ledger.now))
            let late = try await ledger.addDevice("Late", place: "3")
            let paused = try await ledger.addDevice("Paused", place: "4")
            let disabled = try await ledger.addDevice("Disabled", place: "5")
            try await devices.setPaused(true, [paused], act: Act(by: .person("t"), at: ledger.now - .hours(9)))
            try await devices.setEnabled(false, [disabled], act: Act(by: .person("t"), at: ledger.now - .hours(9)))
            try await devices.setNextRun(ledger.now - .minutes(5), own)
            try await devices.setNextRun(ledger.now + .milliseconds(1), late)
            func due(_ away: Duration = .zero, withoutOwnPeriod: Bool = true) async throws -> [String] {
                try await devices.due(now: ledger.now + away, withoutOwnPeriod: withoutOwnPeriod).map(\.name)
            }
            #expect(try await due() == ["Own period", "Office"])
            #expect(try await due(.milliseconds(1)) == ["Own period", "Office", "Late"])
            #expect(try await due(withoutOwnPeriod: false) == ["Own period"])
            #expect(try await devices.nextDue(withoutOwnPeriod: true) == ledger.now - .minutes(5))
            try await devices.setNextRun(ledger.now + .hours(1), own)
            #expect(try await devices.nextDue(withoutOwnPeriod: true) == ledger.now)
            #expect(try await devices.nextDue(withoutOwnPeriod: false) == ledger.now + .hours(1))
            try await devices.setPaused(false, [paused], act: Act(by: .person("t"), at: ledger.now - .hours(8)))
            try await devices.setEnabled(true, [disabled], act: Act(by: .person("t"), at: ledger.now - .hours(7)))
            #expect(try await due() == ["Paused", "Disabled", "Office"])
        }
    }

    @Test func aShorterPeriodCountsFromNowForWhoFollowsItAndDoesNotFail() async throws {
        try await Ledger.with { ledger in
            let devices = ledger.store.devices
            var draft = Ledger.draft("Own period", place: "2")
            draft.periodSeconds = 60
            let own = try await devices.add(draft, act: Act(by: .person("t"), at: ledger.now))
            let soon = try await ledger.addDevice("Soon", place: "3")
            let failing = try await ledger.addDevice("Failing", place: "4")
            for device in [ledger.device, own, failing] {
                try await devices.setNextRun(ledger.now + .hours(9), device)
            }
            try await devices.setNextRun(ledger.now + .minutes(2), soon)
            try ledger.change("UPDATE device SET failures = 1 WHERE name = 'Failing'")
            try await ledger.store.settings.set("auto-sync-minutes", "0", act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.find("Office").nextRunAt == ledger.now + .hours(9))
            try await ledger.store.settings.set("auto-sync-minutes", "5", act: Act(by: .person("t"), at: ledger.now))
            #expect(try await devices.find("Office").nextRunAt == ledger.now + .minutes(5))
            #expect(try await devices.find("Soon").nextRunAt == ledger.now + .minutes(2))
            #expect(try await devices.find("Own period").nextRunAt == ledger.now + .hours(9))
            #expect(try await devices.find("Failing").nextRunAt == ledger.now + .hours(9))
        }
    }

    @Test func manyAreStoredAllOrNone() async throws {
        try await Ledger.with { ledger in
            let drafts = [Ledger.draft("A", place: "2"), Ledger.draft("B", place: "2")]
            var renamed = Ledger.draft("Renamed")
            renamed.secrets = FieldValues()
            await #expect(throws: StoreFailure.self) {
                try await ledger.store.devices.apply(
                    adding: drafts, editing: [(ledger.device, renamed)], act: Act(by: .person("t"), at: ledger.now))
            }
            let devices = try await ledger.store.devices.all()
            #expect(devices.map(\.name) == ["Office"])
            let unknown = Ledger.draft("C", place: "5", hr: ["Nobody"])
            let client = HRClientDraft(
                name: "New", kind: "file", identity: "n", fields: FieldValues(), secrets: FieldValues())
            await #expect(throws: StoreFailure.self) {
                try await ledger.store.devices.add(unknown, withNew: client, act: Act(by: .person("t"), at: ledger.now))
            }
            let clients = try await ledger.store.hrClients.all()
            #expect(clients.map(\.name) == ["HR"])
        }
    }
}
