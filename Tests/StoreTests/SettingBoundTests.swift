import Attendance
import ProgramSettings
import Store
import TestSupport
import Testing

/// What each setting takes and refuses, and how it comes back from the file.
@Suite struct SettingBoundTests {
    @Test(arguments: [
        ("auto-sync-minutes", ["0", "1440"], ["-1", "1441", "", "2.5", "x"]),
        ("auto-push-minutes", ["0", "1440"], ["-1", "1441"]),
        ("push-within-days", ["1", "366"], ["0", "367"]),
        ("silent-after-hours", ["0", "8760"], ["-1", "8761"]),
        ("decision-minutes", ["1", "10000"], ["0", "10001"]),
        ("evidence-days", ["1", "3660"], ["0", "3661"]),
        ("push-after-sync", ["true", "false"], ["yes", "1", ""]),
        ("automatic-rejections", ["true", "false"], ["on"]), ("automatic-approvals", ["true", "false"], ["on"]),
        ("installer-registration", ["true", "false"], ["on"]),
        ("language", ["vi", "en", "auto"], ["fr", ""]),
        ("time-zone", ["Asia/Tokyo", "UTC"], ["Mars/Base", ""]),
        ("sync-hours", ["always", "only 08:20-09:40", "avoid 12:00-13:00"], ["only", "never", "only 25:00-26:00"]),
        ("notice-webhook", ["", "https://x.test/a", "http://x.test"], ["ftp://x.test", "https://x y", "x.test"]),
        ("hik-partner-url", ["", "https://x.test"], ["x.test"]),
        ("hik-partner-header", ["bearer", "token"], ["Bearer", ""]),
        ("mail-security", ["starttls", "tls", "none"], ["ssl", ""]),
        (
            "mail-server", ["", "mail.test:1", "mail.test:65535"],
            ["mail.test", ":25", "mail.test:0", "a:65536", "a:b:1"]
        ),
        ("mail-from", ["", "Rollcall <a@x.test>"], ["a\r\nBcc: b@x.test", "a\nb"]), ("mail-user", ["me"], ["a\nb"]),
        ("inside-hosts", ["", "nas,10.0.0.5"], ["https://nas"]),
    ])
    func aSettingTakesWhatItCanMeanAndNothingElse(_ name: String, _ good: [String], _ bad: [String]) async throws {
        try await Ledger.with { ledger in
            let repository = ledger.store.settings
            for value in good {
                try await repository.set(name, value, act: Act(by: .person("t"), at: ledger.now))
                let listed = try await repository.current().listed.first { $0.name == name }?.value
                #expect(listed == value)
            }
            let history = try await ledger.store.history.entries(limit: 1).first
            #expect(history?.event == "setting.changed" && history?.subject == name)
            let before = try await repository.current()
            for value in bad {
                do throws(StoreFailure) {
                    try await repository.set(name, value, act: Act(by: .person("t"), at: ledger.now))
                    Issue.record("\(name) took “\(value)”")
                } catch {
                    #expect(error.phrase.en.contains("“\(name)”") && error.phrase.vi.contains("“\(name)”"))
                }
            }
            #expect(try await repository.current() == before)
        }
    }

    @Test func longTextIsRefusedAtItsBound() async throws {
        var settings = Settings()
        try settings.set("mail-from", String(repeating: "a", count: 300))
        #expect(throws: SettingFailure.self) { try settings.set("mail-from", String(repeating: "a", count: 301)) }
        let base = "https://x.test/"
        try settings.set("notice-webhook", base + String(repeating: "a", count: 1000 - base.count))
        #expect(throws: SettingFailure.self) {
            try settings.set("notice-webhook", base + String(repeating: "a", count: 1001 - base.count))
        }
        let hosts = (0..<50).map { "h\($0)" }.joined(separator: ", ")
        try settings.set("inside-hosts", hosts.uppercased())
        #expect(settings.insideHosts.count == 50 && settings.insideHosts.first == "h0")
        #expect(throws: SettingFailure.self) { try settings.set("inside-hosts", hosts + ";one-more") }
        try settings.set("inside-hosts", String(repeating: "h", count: 253))
        #expect(throws: SettingFailure.self) { try settings.set("inside-hosts", String(repeating: "h", count: 254)) }
    }

    @Test func severalSettingsAreAllKeptOrNoneIs() async throws {
        try await Ledger.with { ledger in
            let repository = ledger.store.settings
            try await repository.set("evidence-days", "9", act: Act(by: .person("t"), at: ledger.now))
            await #expect(throws: StoreFailure.self) {
                try await repository.set(
                    [("auto-sync-minutes", "7"), ("evidence-days", "0")], act: Act(by: .person("t"), at: ledger.now))
            }
            let kept = try await repository.current()
            #expect(kept.autoSyncMinutes == Settings().autoSyncMinutes && kept.evidenceDays == 9)
            try await repository.set(
                [("auto-sync-minutes", "7"), ("evidence-days", "8")], act: Act(by: .person("t"), at: ledger.now))
            let changed = try await repository.current()
            #expect(changed.autoSyncMinutes == 7 && changed.evidenceDays == 8)
            let told = try await ledger.store.history.entries(limit: 9).filter { $0.event == "setting.changed" }
            #expect(told.map(\.subject) == ["evidence-days", "auto-sync-minutes", "evidence-days"])
        }
    }

    @Test func everyNameIsListedOnceAndAStrangersNameIsRefused() throws {
        #expect(Set(Settings().listed.map(\.name)) == Set(SettingSpecification.all.map(\.name)))
        #expect(Settings().listed.count == SettingSpecification.all.count)
        var settings = Settings()
        #expect(throws: SettingFailure.self) { try settings.set("auto-sync", "5") }
        for (name, value) in Settings().listed { try settings.set(name, value) }
        #expect(settings == Settings())
    }

    @Test func whatAnotherVersionStoredIsPassedOverAndTheRestHolds() async throws {
        try await Ledger.with { ledger in
            try await ledger.store.settings.set("auto-sync-minutes", "7", act: Act(by: .person("t"), at: ledger.now))
            try ledger.change("INSERT INTO setting VALUES ('of-the-future', 'x'), ('push-within-days', 'many')")
            let settings = try await ledger.store.settings.current()
            #expect(settings.autoSyncMinutes == 7 && settings.pushWithinDays == 3)
        }
    }
}
