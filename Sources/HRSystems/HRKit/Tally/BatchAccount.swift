import Attendance

/// What a target answered to records that were sent to it once more.
public enum BatchAnswer: Sendable {
    /// Success, and what the reply says of the records.
    case counted(ReplyTally)
    /// Refused, and why.
    case refused(Phrase)
    /// It has this one record already.
    case hasIt
}

/// Settles a batch that a target answered with success, record by record: by what the reply says of them, and where
/// it says only that some are missing, by sending halves again under the same ids.
///
/// Nothing is believed that an answer has not said: a record counts as delivered if it is in a part that was counted
/// whole, and as rejected only where the answers agree.
public struct BatchAccount {
    public typealias Ask = @Sendable ([OutgoingPunch]) async throws(BatchFailure) -> BatchAnswer

    /// What became of the batch, and a sentence about the difference if there was one.
    public struct Result: Sendable {
        public let outcomes: [DeliveryOutcome]
        public let difference: Phrase?
    }

    let batch: [OutgoingPunch]
    /// The target's name in sentences.
    let name: String
    let habits: CountingHabits
    /// Whether nothing of the batch can have arrived before it was sent.
    let isNew: Bool
    let ask: Ask
    let refusal: @Sendable (OutgoingPunch, ReplyTally.Refusal) -> DeliveryOutcome

    var outcomes: [Int: DeliveryOutcome] = [:]
    /// Records that an answer did not count, and how that is said.
    var uncounted: [Int: Phrase] = [:]
    /// Whether answers said less of a part than those before them had said of the whole.
    var isContradicted = false
    /// The numbers of all answers about records of the batch.
    var newlyCounted: Int
    /// Whether the numbers count something else than records.
    var isCountedOtherwise = false
    /// Calls that the batch may still cost: what halving takes at worst.
    var callsLeft: Int
    /// Why asking ended early.
    var stop: BatchFailure?

    /// - Parameters:
    ///   - isNew: what `CountingHabits.sending` said of the batch before it was sent.
    ///   - tally: what the reply to the whole batch says.
    ///   - refusal: what a record is settled with that the reply names as not taken.
    ///   - ask: sends some of the records again.
    public static func settle(
        _ batch: [OutgoingPunch], _ tally: ReplyTally, by name: String, _ habits: CountingHabits, isNew: Bool,
        refusal: @escaping @Sendable (OutgoingPunch, ReplyTally.Refusal) -> DeliveryOutcome, ask: @escaping Ask
    ) async -> Result {
        // The common case: nothing is said against any record.
        if tally.isWhole {
            if tally.taken != nil, let first = batch.first { habits.witness = first }
            habits.settled(batch)
            return Result(outcomes: batch.map { _ in .delivered(receipt: nil) }, difference: nil)
        }
        var account = BatchAccount(
            batch: batch, tally, name: name, habits: habits, isNew: isNew, ask: ask, refusal: refusal)
        let all = Array(batch.indices)
        if await account.countsGroups(all, tally) {
            account.isCountedOtherwise = true
            account.deliver(all, isCounted: false)
        } else {
            await account.judge(all, tally)
        }
        await account.settleUncounted()
        return account.result(tally)
    }

    private init(
        batch: [OutgoingPunch], _ tally: ReplyTally, name: String, habits: CountingHabits, isNew: Bool,
        ask: @escaping Ask,
        refusal: @escaping @Sendable (OutgoingPunch, ReplyTally.Refusal) -> DeliveryOutcome
    ) {
        self.batch = batch
        self.name = name
        self.habits = habits
        self.isNew = isNew
        self.ask = ask
        self.refusal = refusal
        newlyCounted = tally.taken ?? 0
        callsLeft = min(2 * batch.count + 2, 512)
    }

    /// Settles records by an answer to exactly these.
    ///
    /// - Parameter tally: its places are those in `records`.
    mutating func judge(_ records: [Int], _ tally: ReplyTally) async {
        var rest = Set(records)
        for (place, said) in tally.refusals {
            let record = records[place]
            rest.remove(record)
            if said.isLeftAside {
                uncounted[record] = leftAside(said)
            } else {
                outcomes[record] = refusal(batch[record], said)
            }
        }
        var missing = max(0, tally.missing - tally.refusals.count)
        guard records.count > 1 else {
            if missing > 0, let record = rest.first { uncounted[record] = countedNone }
            if missing == 0 { deliver(Array(rest), isCounted: tally.taken != nil) }
            return
        }
        let unlisted = tally.unlisted.map { records[$0] }.filter { rest.contains($0) }
        if !unlisted.isEmpty, unlisted.count <= missing {
            for record in unlisted { uncounted[record] = notListed }
            rest.subtract(unlisted)
            missing = max(0, missing - unlisted.count)
        }
        // Some of these, by what the reply hints at: they are asked first.
        let hinted = Set(tally.suspects.map { records[$0] } + unlisted).intersection(rest)
        if !hinted.isEmpty, hinted.count < records.count {
            let found = await ask(again: hinted.sorted())
            rest.subtract(hinted)
            // More than were said to be missing: repetitions do not count.
            if found > (unlisted.isEmpty ? max(missing, 1) : hinted.count) { isContradicted = true }
            missing = max(0, missing - found)
        }
        if missing == 0 {
            deliver(Array(rest), isCounted: tally.taken != nil && hinted.isEmpty)
        } else {
            await search(rest.sorted(), missing: min(missing, rest.count))
        }
    }

    /// Asks about some records again and settles them.
    ///
    /// - Returns: how many of them were not taken.
    private mutating func ask(again records: [Int]) async -> Int {
        let before = outcomes.count { !$0.value.isDelivered } + uncounted.count
        await settle(records, by: await answer(to: records))
        return outcomes.count { !$0.value.isDelivered } + uncounted.count - before
    }

    /// Settles records by what was answered to them; nil is not an answer.
    mutating func settle(_ records: [Int], by answer: BatchAnswer?) async {
        switch answer {
        case .counted(let tally): await judge(records, tally)
        case .hasIt: deliver(records, isCounted: false)
        case .refused(let phrase) where records.count == 1: outcomes[records[0]] = .rejected(phrase)
        case .refused:
            let (left, right) = BatchAccount.halves(records)
            await settle(left, by: await self.answer(to: left))
            await settle(right, by: await self.answer(to: right))
        case nil: leaveOpen(records)
        }
    }

    /// Sends records again; nil where that cannot be done now.
    mutating func answer(to records: [Int]) async -> BatchAnswer? {
        guard callsLeft > 0, stop == nil else { return nil }
        guard !Task.isCancelled else {
            stop = .cancelled
            return nil
        }
        callsLeft -= 1
        do {
            let answer = try await ask(records.map { batch[$0] })
            if case .counted(let tally) = answer { newlyCounted += tally.taken ?? 0 }
            return answer
        } catch {
            stop = error
            return nil
        }
    }

    mutating func deliver(_ records: [Int], isCounted: Bool) {
        for record in records { outcomes[record] = .delivered(receipt: nil) }
        if isCounted, let first = records.first { habits.witness = batch[first] }
    }

    static func halves(_ records: [Int]) -> ([Int], [Int]) {
        (Array(records[..<(records.count / 2)]), Array(records[(records.count / 2)...]))
    }
}

extension DeliveryOutcome {
    var isDelivered: Bool {
        if case .delivered = self { true } else { false }
    }
}
