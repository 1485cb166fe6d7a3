import Attendance
import ConnectorKit
import Store

/// What a run is asked for.
public enum SyncRequest: Sendable {
    /// The window that follows from the cause, the kind and the device's past.
    case undated(RunCause)
    /// A person's window; `to` nil is now.
    case dated(from: TimeText?, to: TimeText?, cause: RunCause)

    var cause: RunCause {
        switch self {
        case .undated(let cause), .dated(_, _, let cause): cause
        }
    }
}

/// How one device's sync went.
public struct SyncReport: Sendable {
    public let device: String
    public internal(set) var window: Window?
    public internal(set) var fetched = 0
    public internal(set) var new = 0
    public internal(set) var duplicates = 0
    /// Rows that are not punches of employees, by reason.
    public internal(set) var skipped: [String: Int] = [:]
    /// What the device's kind calls those reasons.
    public let skipWords: SkipWords
    /// Why it did not succeed; nil when it did.
    public internal(set) var error: Phrase?
    public internal(set) var isBusy = false
    public internal(set) var duration = Duration.zero
    /// Where punches go; to deliver what the run stored.
    public internal(set) var hrClients: [String] = []

    public var ok: Bool { error == nil }

    init(device: String, skipWords: SkipWords) {
        self.device = device
        self.skipWords = skipWords
    }

    mutating func add(_ run: SyncRun) {
        if let added = run.window {
            window =
                window.map { Window(from: min($0.from, added.from), to: max($0.to, added.to)) ?? added } ?? added
        }
        fetched += run.fetched
        new += run.new
        duplicates += run.duplicates
        skipped.merge(run.skipped, uniquingKeysWith: +)
    }
}

/// A sign of life of a run.
public struct SyncProgressNote: Sendable {
    public let device: String
    public let fetched: Int
    /// Rows that the vendor counts, where it does.
    public let expected: Int?
}
