import Attendance
import Database
import Store
import TestSupport
import Testing

/// The history is looked through by device, kind of event, person and time, page by page.
@Suite struct HistoryFilterTests {
    private static let hour = Duration.hours(1)

    /// An entry an hour, of two people, two devices and other things.
    private func fill(_ ledger: Ledger) async throws {
        let events: [(HistoryEvent, String, Actor)] = [
            (.device(.edited), "Gate", .person("lan")), (.hook(.made), "Gate", .person("minh")),
            (.hrClient(.edited), "Gate", .person("lan")), (.device(.edited), "Door", .schedule),
            (.program(.settingChanged(to: "1")), "language", .person("lan")),
            (.deviceImport(.applied(added: 1, changed: 0)), "a.csv", .token("sheets")),
            (.device(.paused), "Gate", .person("lan")),
        ]
        for (index, entry) in events.enumerated() {
            try await ledger.store.history.record(
                entry.0, of: entry.1, act: Act(by: entry.2, at: ledger.now + .hours(index)))
        }
    }

    private func words(_ ledger: Ledger, _ filter: HistoryFilter) async throws -> [String] {
        try await ledger.store.history.entries(filter, limit: 7).map { "\($0.event) \($0.subject)" }
    }

    @Test func eachPartOfAFilterLeavesOutWhatItIsNotAbout() async throws {
        try await Ledger.with { ledger in
            try await fill(ledger)
            let gate = try await words(ledger, HistoryFilter(device: "Gate"))
            #expect(gate == ["device.paused Gate", "hook.made Gate", "device.edited Gate"])
            let edited = try await words(ledger, HistoryFilter(device: "Gate", events: .word("device.edited")))
            #expect(edited == ["device.edited Gate"])
            let clients = try await words(ledger, HistoryFilter(events: .group(.hrClients), actor: .person("lan")))
            #expect(clients == ["hr.edited Gate"])
            let token = try await words(ledger, HistoryFilter(actor: .token("sheets")))
            #expect(token == ["import.applied a.csv"])
            let hours = try await words(
                ledger,
                HistoryFilter(events: .group(.devices), from: ledger.now + .hours(1), to: ledger.now + .hours(5)))
            #expect(hours == ["device.edited Door", "hook.made Gate"])
            #expect(try await words(ledger, HistoryFilter(device: "Gate' OR 1=1 --")).isEmpty)
            #expect(try await words(ledger, HistoryFilter(actor: .person("Gate\u{0}"))).isEmpty)
        }
    }

    @Test func pagesGoOnWithTheSameFilter() async throws {
        try await Ledger.with { ledger in
            try await fill(ledger)
            let filter = HistoryFilter(device: "Gate")
            let first = try await ledger.store.history.page(filter, before: nil, limit: 2)
            #expect(first.entries.map(\.event) == ["device.paused", "hook.made"])
            let second = try await ledger.store.history.page(filter, before: first.next, limit: 2)
            #expect(second.entries.map(\.event) == ["device.edited"] && second.next == nil)
        }
    }

    @Test func everybodyWhoDidAnythingIsNamedOnce() async throws {
        try await Ledger.with { ledger in
            try await fill(ledger)
            let actors = try await ledger.store.history.actors(limit: 100)
            #expect(actors.contains(.person("lan")) && actors.contains(.token("sheets")) && actors.contains(.schedule))
            #expect(Set(actors).count == actors.count && actors.map(\.name) == actors.map(\.name).sorted())
            #expect(try await ledger.store.history.actors(limit: 2).count == 2)
        }
    }
}
