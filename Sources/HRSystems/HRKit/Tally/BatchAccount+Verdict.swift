import Attendance

extension BatchAccount {
    /// Decides about the records that no answer counted: rejected where the target surely counts what it has.
    mutating func settleUncounted() async {
        let doubtful = batch.indices.filter { outcomes[$0]?.isOpen ?? true }
        // A target that counts only what is new to it has counted each record once by now: they are all there.
        let named = batch.indices.count { outcomes[$0].map { !$0.isOpen && !$0.isDelivered } ?? false }
        if !doubtful.isEmpty, habits.countsRepeats == false, newlyCounted + named == batch.count {
            uncounted = [:]
            return deliver(doubtful, isCounted: false)
        }
        guard !uncounted.isEmpty else { return }
        let records = uncounted.keys.sorted()
        if !isContradicted, habits.countsRepeats == nil { await callWitness() }
        let isBelieved: Bool
        switch habits.countsRepeats {
        case _ where isContradicted || stop != nil: isBelieved = false
        case let counts?: isBelieved = counts
        // Nothing has ever been counted. One or two that stand alone are believed if they are surely new; more of
        // them are the target's trouble.
        case nil: isBelieved = isNew && records.count <= 2
        }
        guard isBelieved else { return leaveOpen(records) }
        for record in records { outcomes[record] = uncounted[record].map { .rejected($0) } }
    }

    /// Sends a record again that has surely arrived, to see whether a repetition counts.
    mutating func callWitness() async {
        guard let witness = habits.witness, callsLeft > 0, stop == nil, !Task.isCancelled else { return }
        callsLeft -= 1
        do {
            switch try await ask([witness]) {
            case .counted(let tally):
                if let taken = tally.taken { habits.countsRepeats = taken == 1 }
            // Repetitions are refused in words, so what is merely not counted is none.
            case .hasIt: habits.countsRepeats = true
            case .refused: return
            }
        } catch {
            stop = error
        }
    }

    /// Notes that nothing is known of records; they are tried again.
    mutating func leaveOpen(_ records: [Int]) {
        for record in records { outcomes[record] = .untried }
    }

    func result(_ whole: ReplyTally) -> Result {
        let unknown = unknown(whole)
        let settled = batch.indices.map { index -> DeliveryOutcome in
            if let outcome = outcomes[index], !outcome.isOpen { outcome } else { unknown }
        }
        habits.settled(zip(batch, settled).filter { $0.1.isSettled }.map(\.0))
        let isWhole = (whole.missing == 0 || isCountedOtherwise) && settled.allSatisfy(\.isDelivered)
        return Result(outcomes: settled, difference: isWhole ? nil : difference(settled, whole))
    }

    /// What a record of unknown fate is left with.
    private func unknown(_ whole: ReplyTally) -> DeliveryOutcome {
        switch stop {
        case .cancelled?: return .untried
        case let failure?:
            return .failed(
                counted(whole)
                    + Phrase(
                        en: ", and asking which failed: \(failure.phrase.en)",
                        vi: ", và không hỏi lại được bản ghi nào thiếu: \(failure.phrase.vi)"),
                retryAfter: nil)
        case nil:
            return .failed(
                counted(whole)
                    + Phrase(
                        en: ", and sent again they do not tell which are missing; this one is tried again",
                        vi: ", và gửi lại cũng không rõ bản ghi nào thiếu; bản ghi này sẽ được thử lại"),
                retryAfter: nil)
        }
    }

    private func counted(_ whole: ReplyTally) -> Phrase {
        let taken = whole.taken ?? whole.sent
        return Phrase(
            en: "\(name) reports success but counted \(taken) of \(BatchAccount.records(whole.sent))",
            vi: "\(name) báo thành công nhưng chỉ tính \(taken) trên \(whole.sent) bản ghi")
    }

    /// What the history says of the batch.
    private func difference(_ settled: [DeliveryOutcome], _ whole: ReplyTally) -> Phrase {
        var delivered = 0
        var rejected = 0
        var parked = 0
        var open = 0
        for outcome in settled {
            switch outcome {
            case .delivered: delivered += 1
            case .rejected: rejected += 1
            case .parked: parked += 1
            case .failed, .untried: open += 1
            }
        }
        var phrase = Phrase(
            en: "took \(delivered.written(.en)) of \(whole.sent.written(.en))",
            vi: "đã nhận \(delivered.written(.vi)) trên \(whole.sent.written(.vi))")
        let parts = [
            (rejected, Phrase(en: "rejected", vi: "bị từ chối")),
            (parked, Phrase(en: "parked", vi: "được tạm giữ")),
            (open, Phrase(en: "unclear and tried again", vi: "chưa rõ, sẽ thử lại")),
        ]
        for (count, words) in parts where count > 0 {
            phrase =
                phrase + Phrase(en: "; \(count.written(.en)) \(words.en)", vi: "; \(count.written(.vi)) \(words.vi)")
        }
        let said = counted(whole)
        return phrase + Phrase(en: ". \(said.en)", vi: ". \(said.vi)")
    }

    var countedNone: Phrase {
        Phrase(
            en: "\(name) reports success but counted 0 of 1 record",
            vi: "\(name) báo thành công nhưng tính 0 trên 1 bản ghi")
    }

    var notListed: Phrase {
        Phrase(
            en: "\(name) reports success but does not list this record among those it took",
            vi: "\(name) báo thành công nhưng không liệt kê bản ghi này trong số đã nhận")
    }

    func leftAside(_ said: ReplyTally.Refusal) -> Phrase {
        Phrase(
            en: "\(name) reports success but left this record aside: \(said.shown.en)",
            vi: "\(name) báo thành công nhưng bỏ qua bản ghi này: \(said.shown.vi)")
    }

    private static func records(_ count: Int) -> String { count == 1 ? "1 record" : "\(count.written(.vi)) records" }
}

extension DeliveryOutcome {
    fileprivate var isOpen: Bool {
        if case .untried = self { true } else { false }
    }

    fileprivate var isSettled: Bool {
        switch self {
        case .delivered, .rejected, .parked: true
        case .failed, .untried: false
        }
    }
}
