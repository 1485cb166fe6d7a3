/// Finds out in which layout a terminal keeps its log, which no terminal says (contract 7): the records themselves decide,
/// and where they do not, nothing is decoded.
public struct LayoutFinding: Sendable {
    /// What is known of the layout before the log is looked at.
    public enum Expectation: Hashable, Sendable {
        case nothing
        /// What the same terminal's log had before. Another finding is a refusal, not a switch.
        case remembered(RecordLayout)
        /// What a person entered; two for “8”, of which the records choose one.
        case configured([RecordLayout])
    }

    public enum Verdict: Hashable, Sendable {
        case found(RecordLayout)
        /// There are no records.
        case empty
        case refused(LayoutRefusal)
    }

    /// Of the records that are looked at, in hundredths: from here on they speak for a layout.
    static let enough = 80
    /// Records at the start, in the middle and at the end that are looked at.
    static let sample = 20
    /// With fewer records than this chance could speak: the count or a person must agree.
    static let few = 5

    private let bytes: ArraySlice<UInt8>
    private let counted: Int
    private let now: TerminalTime?

    /// - Parameters:
    ///   - bytes: the records, without the size before them.
    ///   - counted: how many the terminal says that there are.
    ///   - now: the terminal's clock; nil where it tells none.
    public init(_ bytes: ArraySlice<UInt8>, counted: Int, now: TerminalTime?) {
        self.bytes = bytes
        self.counted = counted
        self.now = now
    }

    public func verdict(_ expectation: Expectation) -> Verdict {
        if bytes.isEmpty { return .empty }
        let fitting = RecordLayout.allCases.filter { bytes.count % $0.size == 0 }
        let shares = fitting.map { (layout: $0, share: share(of: $0)) }
        let winners = shares.filter { $0.share >= LayoutFinding.enough }.map(\.layout)
        switch expectation {
        case .nothing: return alone(winners)
        case .remembered(let layout): return remembered(layout, fitting, winners)
        case .configured(let layouts): return configured(layouts, fitting, winners)
        }
    }

    private func alone(_ winners: [RecordLayout]) -> Verdict {
        guard let winner = winners.first else { return .refused(.unknown(bytes: bytes.count, counted: counted)) }
        guard winners.count == 1 else { return .refused(.ambiguous(winners)) }
        let count = bytes.count / winner.size
        if count < LayoutFinding.few, count != counted || share(of: winner) < 100 {
            return .refused(.tooFew(winner, count: count))
        }
        return .found(winner)
    }

    private func remembered(_ layout: RecordLayout, _ fitting: [RecordLayout], _ winners: [RecordLayout]) -> Verdict {
        if winners.contains(layout) { return .found(layout) }
        if let other = winners.first { return .refused(.changed(from: layout, to: other)) }
        return .refused(.unknown(bytes: bytes.count, counted: counted))
    }

    /// A person's word counts where the records do not speak against it: after a flat battery they are all of the year
    /// 2000, and are kept one by one for somebody to see.
    private func configured(_ layouts: [RecordLayout], _ fitting: [RecordLayout], _ winners: [RecordLayout]) -> Verdict
    {
        let possible = layouts.filter(fitting.contains)
        let agreed = possible.filter(winners.contains)
        if agreed.count == 1 { return .found(agreed[0]) }
        if agreed.count > 1 { return .refused(.ambiguous(agreed)) }
        if let other = winners.first, winners.count == 1 { return .refused(.otherThanConfigured(found: other)) }
        guard possible.count == 1 else { return .refused(.unknown(bytes: bytes.count, counted: counted)) }
        return .found(possible[0])
    }

    /// How many of the records that are looked at can be true in a layout, in hundredths.
    private func share(of layout: RecordLayout) -> Int {
        let log = AttendanceLog(bytes: bytes, layout: layout)
        var seen = 0
        var good = 0
        for index in LayoutFinding.sampled(of: log.count) {
            seen += 1
            if isPlausible(log.record(at: index), layout) { good += 1 }
        }
        return seen == 0 ? 0 : good * 100 / seen
    }

    /// Places of the first, middle and last records, each once.
    private static func sampled(of count: Int) -> [Int] {
        if count <= 3 * sample { return Array(0..<count) }
        let middle = (count - sample) / 2
        return Array(0..<sample) + Array(middle..<(middle + sample)) + Array((count - sample)..<count)
    }

    private func isPlausible(_ bytes: ArraySlice<UInt8>, _ layout: RecordLayout) -> Bool {
        guard let record = layout.read(bytes), isPlausible(record.time) else { return false }
        switch layout {
        case .bytes8a, .bytes8b: return record.state <= 5 || record.state == 255
        // Two records of 8 bytes look like one of these, whose work code would then be a time.
        case .bytes16: return !(TerminalTime(packed: bytes.littleEndian32(at: 12)).map(isPlausible) ?? false)
        default: return true
        }
    }

    /// Zeros are 2000-01-01: the year 2000 would let any layout in.
    private func isPlausible(_ time: TerminalTime) -> Bool {
        guard time.year > 2000 else { return false }
        guard let now else { return true }
        return time.secondsSince1970 <= now.secondsSince1970 + 86_400
    }
}

/// Why a log is not decoded.
public enum LayoutRefusal: Hashable, Sendable {
    /// Its bytes fit none of the layouts.
    case unknown(bytes: Int, counted: Int)
    /// They fit several.
    case ambiguous([RecordLayout])
    /// They are so few that chance could speak for it, and the terminal's own count does not agree.
    case tooFew(RecordLayout, count: Int)
    /// The terminal had another before.
    case changed(from: RecordLayout, to: RecordLayout)
    /// They fit this one, and not the one that was entered.
    case otherThanConfigured(found: RecordLayout)
}
