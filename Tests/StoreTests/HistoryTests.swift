import Attendance
import Database
import Store
import TestSupport
import Testing

/// What is remembered of what the program and people did.
@Suite struct HistoryTests {
    private static let events: [HistoryEvent] = [
        .device(.added(kind: "hanet", adopted: 7)), .device(.edited), .device(.removed(punches: nil)),
        .device(.failing(Phrase(en: "a “quoted” \\ word", vi: "từ có dấu: ộ"))),
        .code(.mapped("17", to: "42", former: nil, released: 1, received: 0, over: ["An", "Bình"])),
        .code(.mapped("17", to: "42", former: "41", released: 1, received: 0, over: [])),
        .token(.added(scopes: [])), .program(.settingChanged(to: "17")),
        .program(.clock(.vendor, Phrase(verbatim: ""))),
    ]

    @Test func everyEventIsReadAsItWasRecorded() async throws {
        try await Ledger.with { ledger in
            let history = ledger.store.history
            for event in Self.events {
                try await history.record(event, of: "X", act: Act(by: .schedule, at: ledger.now))
            }
            let entries = try await history.entries(limit: Self.events.count)
            #expect(entries.reversed().map(\.what) == Self.events)
            #expect(entries.reversed().map(\.event) == Self.events.map(\.word))
            #expect(entries.allSatisfy { $0.kept.en.isEmpty && $0.kept.vi.isEmpty && $0.actor == .schedule })
        }
    }

    @Test(arguments: [
        ("device.added", "NULL"), ("device.sold", "'{}'"), ("device.added", "'{}'"), ("device.added", "'nonsense'"),
        ("device.added", "'[1]'"), ("device.added", #"'{"kind":7}'"#), ("device.added", #"'{"kind":null}'"#),
    ])
    func whatAnotherVersionWroteKeepsItsTexts(_ word: String, _ facts: String) async throws {
        try await Ledger.with { ledger in
            try ledger.change(
                """
                INSERT INTO history (at, actor, event, subject, detail_en, detail_vi, facts)
                VALUES (0, 'command', '\(word)', 'X', 'as it was', 'như cũ', \(facts))
                """)
            let entry = try #require(await ledger.store.history.entries(limit: 1).first)
            #expect(entry.what == nil && entry.event == word && entry.subject == "X")
            #expect(entry.kept == Phrase(en: "as it was", vi: "như cũ"))
        }
    }
}
