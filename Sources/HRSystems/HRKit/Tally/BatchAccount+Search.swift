import Attendance

extension BatchAccount {
    /// Finds the records that an answer to all of these did not count.
    ///
    /// Both halves are asked before either is believed: a target that counts only what is new to it counts none of
    /// those it took the first time, and then the halves say less than the whole did.
    mutating func search(_ records: [Int], missing: Int) async {
        guard records.count > 1 else {
            // Counted out by the numbers of its neighbours; its own answer is still asked for.
            await settle(records, by: await answer(to: records))
            return
        }
        if habits.countsRepeats == nil { await callWitness() }
        // A target that does not count repetitions has nothing more to tell.
        guard habits.countsRepeats != false else { return contradict(records) }
        let (left, right) = BatchAccount.halves(records)
        let first = await answer(to: left)
        let missingLeft = first?.missing ?? 0
        let isNothingTaken = missing == records.count && missingLeft == left.count
        if isNothingTaken, records.count > 2, habits.countsRepeats == nil {
            // Nothing at all is taken: that is the target's state, not the records'.
            return leaveOpen(records)
        }
        let second = await answer(to: right)
        let missingRight = second?.missing ?? 0
        guard missingLeft + missingRight <= missing else {
            for (half, answer) in [(left, first), (right, second)] {
                if let answer, answer.isWhole {
                    deliver(half, isCounted: false)
                } else {
                    contradict(half)
                }
            }
            return
        }
        // More were counted than can have been new, so a repetition counts.
        if first.taken > missing || second.taken > missing { habits.countsRepeats = true }
        await settle(left, by: first)
        await settle(right, by: second)
    }

    /// Leaves records open of which the answers contradict each other.
    private mutating func contradict(_ records: [Int]) {
        isContradicted = true
        if habits.countsRepeats == nil { habits.countsRepeats = false }
        leaveOpen(records)
    }

    /// Whether the reply's number counts people, or people's days, and not records.
    ///
    /// A batch names people, their days and their punches, and a target may count any of them. Where the number is
    /// just that of the people, one of them with several punches tells: sent together they count one, and sent one by
    /// one they count one each.
    mutating func countsGroups(_ records: [Int], _ tally: ReplyTally) async -> Bool {
        guard let taken = tally.taken, taken < records.count, tally.refusals.isEmpty, tally.unlisted.isEmpty,
            tally.suspects.isEmpty, habits.countsGroups != false,
            let groups = groupings(records).first(where: { $0.count == taken })
        else { return false }
        if habits.countsGroups == true { return true }
        guard let group = groups.filter({ $0.count > 1 }).min(by: { $0.count < $1.count }),
            case .counted(let together)? = await answer(to: group), together.taken == 1
        else { return false }
        var single = 0
        for record in group.prefix(2) {
            guard case .counted(let alone)? = await answer(to: [record]), let taken = alone.taken else { return false }
            single += taken
        }
        habits.countsGroups = single > 1
        return single > 1
    }

    private func groupings(_ records: [Int]) -> [[[Int]]] {
        let people = Dictionary(grouping: records) { batch[$0].code }.values.map { $0.sorted() }
        let days = Dictionary(grouping: records) { "\(batch[$0].code) \(batch[$0].local.date)" }.values
            .map { $0.sorted() }
        return [people, days].map { $0.sorted { $0[0] < $1[0] } }
    }
}

extension BatchAnswer {
    /// Records that are not counted in it.
    var missing: Int {
        if case .counted(let tally) = self { tally.missing } else { 0 }
    }

    /// Whether all of its records are counted in so many words.
    var isWhole: Bool {
        if case .counted(let tally) = self { tally.taken == tally.sent } else { false }
    }
}

extension BatchAnswer? {
    fileprivate var taken: Int {
        if case .counted(let tally)? = self { tally.taken ?? 0 } else { 0 }
    }
}
