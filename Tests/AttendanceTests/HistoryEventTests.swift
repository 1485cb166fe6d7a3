import Attendance
import Testing

/// Events go out as a word and facts, and come in again.
@Suite struct HistoryEventTests {
    private static let phrase = Phrase(en: "the vendor does not answer", vi: "hãng không trả lời")

    /// Each case, and each way in which its facts may be absent.
    static let all: [HistoryEvent] = [
        .device(.added(kind: "hanet", adopted: 0)), .device(.added(kind: "hanet", adopted: 7)), .device(.edited),
        .device(.enabled), .device(.disabled), .device(.paused), .device(.resumed), .device(.tagged(tags: "")),
        .device(.tagged(tags: "Quận 1, Kho")), .device(.removed(punches: nil)),
        .device(.removed(punches: 0)), .device(.removed(punches: 3)), .device(.recovered), .device(.failing(phrase)),
        .device(.gap(from: "a", to: "b")), .device(.unread(from: "a", to: "b", since: "c")),
        .deviceImport(.applied(added: 2, changed: 0)), .deviceImport(.undone(devices: 1, kept: 1)),
        .hrClient(.added(kind: "webhook", isKnown: false)), .hrClient(.added(kind: "webhook", isKnown: true)),
        .hrClient(.edited), .hrClient(.enabled), .hrClient(.disabled), .hrClient(.removed), .hrClient(.recovered),
        .hrClient(.failing(phrase)), .hrClient(.partial(phrase)), .hrClient(.held(count: 3, days: 92)),
        .hrClient(.replayed(count: 4)),
        .code(.mapped("17", to: "42", former: nil, released: 1, received: 0, over: nil)),
        .code(.mapped("17", to: "42", former: "41", released: 1, received: 2, over: [])),
        .code(.mapped("17", to: "42", former: "41", released: 1, received: 2, over: ["An", "Bình"])),
        .code(.unmapped("17", from: "42", received: 2)),
        .hook(.made), .hook(.removed), .hook(.notFound(name: "An", code: "17", at: "a")),
        .company(.proposed(taxCode: "1")), .company(.verified), .company(.refused), .company(.sharesTaxCode("1")),
        .user(.added(role: "admin")), .user(.invited(role: "admin")), .user(.passwordChanged),
        .user(.changed(role: "viewer")), .user(.disabled), .user(.company("X")), .user(.company(nil)),
        .user(.renamed(from: "rules")), .token(.added(scopes: [])), .token(.added(scopes: ["a.read", "b.read"])),
        .token(.revoked), .network(.searched(found: 2)), .network(.reported(found: 2)), .network(.removed),
        .network(.keyTaken), .network(.unbound(phrase)), .network(.unbindFailed(phrase)),
        .desk(.calendarChanged(version: 2)), .desk(.bindingNoted(account: "a@b.vn")), .desk(.bindingFreed),
        .desk(.noticeUndelivered(phrase)), .program(.settingChanged(to: "")), .program(.settingChanged(to: "10")),
        .program(.punchesCleaned(1)), .program(.receiptsForgotten(1)), .program(.clock(.step, phrase)),
        .program(.clock(.database, phrase)), .program(.clock(.vendor, phrase)),
        .program(.jobFailed(consequence: phrase, reason: phrase)), .program(.jobRecovered),
    ]

    @Test(arguments: all) func whatGoesOutComesIn(_ event: HistoryEvent) {
        #expect(HistoryEvent(word: event.word, facts: event.facts) == event)
    }

    /// Programs look for these words, and files of former versions have them.
    @Test func theWordsAreThoseOfFormerVersions() {
        let words = [
            "api-token.added", "api-token.revoked", "binding.freed", "binding.noted", "calendar.changed",
            "clock.database", "clock.step", "clock.vendor", "code.mapped", "code.unmapped", "company.proposed",
            "company.refused", "company.tax-code-shared", "company.verified", "device.added", "device.disabled",
            "device.edited", "device.enabled", "device.failing", "device.gap", "device.paused", "device.recovered",
            "device.removed", "device.resumed", "device.tagged", "device.unread", "hook.made", "hook.not-found",
            "hook.removed",
            "hr.added", "hr.disabled", "hr.edited", "hr.enabled", "hr.failing", "hr.held", "hr.partial",
            "hr.recovered", "hr.removed", "hr.replayed", "import.applied", "import.undone", "job.failed",
            "job.recovered", "network.key",
            "network.removed", "network.reported", "network.searched", "network.unbind-failed", "network.unbound",
            "notice.undelivered", "punches.cleaned", "push-history.cleaned", "setting.changed", "user.added",
            "user.changed", "user.company", "user.invited", "user.password", "user.renamed",
        ]
        #expect(Set(Self.all.map(\.word)).sorted() == words)
    }

    @Test func eachEventIsFoundInOneGroup() {
        for event in Self.all {
            let noun = event.word.prefix { $0 != "." }
            let groups = HistoryGroup.allCases.filter { $0.nouns.contains(String(noun)) }
            #expect(groups.count == 1 && groups.first == HistoryGroup(ofEvent: event.word), "\(event.word)")
            #expect(HistoryFilter.Events(event.word) == .word(event.word))
        }
        #expect(
            HistoryFilter.Events("devices") == .group(.devices)
                && HistoryFilter.Events("hr-clients")?.text == "hr-clients")
        for text in ["", "device", "moon.landed", "; DROP TABLE history"] {
            #expect(HistoryFilter.Events(text) == nil)
            #expect(throws: RequestFailure.self) { _ = try HistoryFilter.Events(named: text) }
        }
    }

    @Test func anEntryCarriesTheImportThatItIsAPartOf() {
        let facts = HistoryEvent.device(.edited).facts
        #expect(facts.ofImport(7).importID == 7 && facts.ofImport(nil).importID == nil)
        let act = Act(by: .command, at: Instant(seconds: 0))
        #expect(act.asPart(ofImport: 3).importID == 3 && act.importID == nil && act.asPart(ofImport: 3).by == .command)
    }

    @Test func whatAnotherVersionWroteIsNoEventOfThisOne() {
        for word in ["", "device", "device.", "device.sold", "clock.", "clock.moon", "DEVICE.ADDED"] {
            #expect(HistoryEvent(word: word, facts: ["text": .phrase(Self.phrase)]) == nil, "\(word)")
        }
        #expect(HistoryEvent(word: "device.failing", facts: [:]) == nil)
        #expect(HistoryEvent(word: "device.failing", facts: ["reason": .text("x")]) == nil)
        #expect(HistoryEvent(word: "hr.held", facts: ["count": .text("3"), "days": .number(2)]) == nil)
        let more: HistoryFacts = ["kind": .text("hanet"), "adopted": .number(1), "colour": .text("red")]
        #expect(HistoryEvent(word: "device.added", facts: more) == .device(.added(kind: "hanet", adopted: 1)))
    }
}
