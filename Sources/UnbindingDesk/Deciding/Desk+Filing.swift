import Attendance
import ProgramSettings
import Store
import UnbindingCases

extension Desk {
    /// Files a draft. What rules may decide is decided at once.
    ///
    /// - Parameter hasConsented: the responsibility of `Consent.current` is taken.
    /// - Parameter key: by which a program files it; the same key files nothing twice.
    /// - Throws: `RequestFailure` with what is missing.
    public func file(
        _ unbindingCase: UnbindingCase, hasConsented: Bool, by actor: Actor, key: String? = nil
    ) async throws -> UnbindingCase {
        if let key, unbindingCase.fileKey == key { return unbindingCase }
        let assessment = try await assess(unbindingCase)
        if let missing = missing(assessment, of: unbindingCase, hasConsented: hasConsented, by: actor) {
            throw RequestFailure(missing)
        }
        let settings = try await store.settings.current()
        let (filed, isNew) = try await store.cases.file(
            unbindingCase, consent: .current, working: .minutes(settings.decisionMinutes),
            act: Act(by: actor, at: now()), isMachine: actor == .command, key: key,
            telling: try await news(of: .file))
        // Filed by the same key a moment ago: whoever did goes on with it.
        guard isNew else { return filed }
        return try await decideByRules(filed, settings)
    }

    /// What a draft lacks before it can be filed; nil when nothing.
    public func missing(
        _ assessment: Assessment, of unbindingCase: UnbindingCase, hasConsented: Bool, by actor: Actor
    ) -> Phrase? {
        CaseBasis(
            photos: assessment.evidence.count, hasKey: assessment.key != nil,
            needsKey: actor != .command && unbindingCase.network == .other,
            isCompanyVerified: actor == .command ? nil : FilingFailure(assessment.company) == nil,
            hasConsented: hasConsented
        ).missing
    }

    /// The installer has added what was asked for: the clock goes on.
    public func answer(_ unbindingCase: UnbindingCase, by actor: Actor) async throws -> UnbindingCase {
        let answered = try await store.cases.move(
            unbindingCase, by: CaseStep(.answer), act: Act(by: actor, at: now()))
        return try await decideByRules(answered, try await store.settings.current())
    }

    /// Notes what the checks say, and decides where the rules may.
    private func decideByRules(_ unbindingCase: UnbindingCase, _ settings: Settings) async throws -> UnbindingCase {
        let assessment = try await assess(unbindingCase)
        let verdict = assessment.verdict
        let results = verdict.checks.map { "\($0.name.rawValue) \($0.result.rawValue)" }.joined(separator: ", ")
        try await store.cases.note(
            "checked", "\(verdict.kind.rawValue): \(results)", on: unbindingCase, act: Act(by: .rules, at: now()))
        guard let event = settings.automation.decision(on: verdict) else {
            return try await store.cases.find(unbindingCase.number)
        }
        var step = CaseStep(event)
        // What the sentence of the reason does not say already.
        if event == .reject(.serialMismatch) { step.reason = verdict.decisive?.detail.bothLanguages }
        return try await decide(unbindingCase, by: step, actor: .rules)
    }

    /// Moves a case by a decision and tells whom it concerns; whose decision it is was asked before.
    func decide(
        _ unbindingCase: UnbindingCase, by step: CaseStep, actor: Actor
    ) async throws -> UnbindingCase {
        if case .reject(.other) = step.event, (step.reason ?? "").isEmpty {
            throw RequestFailure(
                Phrase(en: "say why it is rejected", vi: "hãy ghi lý do từ chối"))
        }
        if step.event == .askMore, (step.asked ?? "").isEmpty {
            throw RequestFailure(
                Phrase(en: "say what the installer should add", vi: "hãy ghi rõ cần bổ sung gì"))
        }
        var (present, step) = (unbindingCase, step)
        // Asking belongs to whoever has the case.
        if step.event == .askMore, present.state == .filed {
            var take = CaseStep(.take)
            take.seenEntries = step.seenEntries
            step.seenEntries = nil
            present = try await store.cases.move(present, by: take, act: Act(by: actor, at: now()))
        }
        return try await store.cases.move(
            present, by: step, act: Act(by: actor, at: now()), telling: try await news(of: step.event))
    }

    /// What the installer hears of an event, where it is not his own doing, and programs.
    func news(of event: CaseEvent) async throws -> @Sendable (UnbindingCase) -> NoticeOrder? {
        let hasWebhook = try await hasWebhook()
        return { found in
            CaseNotice.text(of: event, found).map { text in
                NoticeOrder(
                    NoticeDraft(event.word, text, about: .unbindingCase(found)),
                    for: event == .file ? [] : found.installerID.map { [$0] } ?? [], hasWebhook: hasWebhook)
            }
        }
    }

    /// Whether a program is to be told too.
    func hasWebhook() async throws -> Bool {
        !(try await store.settings.current()).noticeWebhook.isEmpty
    }
}

extension CaseVerdict {
    /// The check that a rejection stands on.
    public var decisive: CaseCheck? {
        switch reason {
        case .serialMismatch: checks.first { $0.name == .evidenceSerial }
        case .notBound, .serviceDisabled: checks.first { $0.name == .binding }
        default: nil
        }
    }
}
