import Attendance
import Store
import Synchronization

/// Takes the calls of terminals as fast as they come: what a serial number leads to is remembered as long as nothing of it
/// changes, and calls share commits.
public final class TerminalQueue: Sendable {
    private struct Note {
        let peer: String
        let facts: TerminalFacts
        let at: Instant
    }

    private struct State {
        var addresses: [String: PushAddress] = [:]
        /// By device: what was last written down of its calls, and when.
        var noted: [Int64: Note] = [:]
        /// When something was last told that would be told with every call.
        var told: [String: Instant] = [:]
    }

    private let store: Store
    private let commits: CommitQueue<TerminalArrival, TerminalReceipt>
    private let state = Mutex(State())

    /// Addresses that are remembered; past it all are read anew.
    private static let mostAddresses = 4096
    /// Calls that bring nothing are written down no more often.
    private static let contactInterval = Duration.seconds(20)

    init(store: Store, now: @escaping @Sendable () -> Instant) {
        self.store = store
        commits = CommitQueue { arrivals throws(StoreFailure) in
            try await store.terminals.take(arrivals, now: now())
        }
    }

    /// What an identity leads to; nil for a stranger's. It may be older than what is stored now: then `take` says so.
    func address(kind: String, identity: String) async throws(StoreFailure) -> PushAddress? {
        let name = "\(kind)/\(identity)"
        if let known = state.withLock({ $0.addresses[name] }) { return known }
        guard let found = try await store.terminals.address(kind: kind, identity: identity) else { return nil }
        state.withLock { state in
            if state.addresses.count >= TerminalQueue.mostAddresses { state.addresses = [:] }
            state.addresses[name] = found
        }
        return found
    }

    func forget(kind: String, identity: String) {
        state.withLock { _ = $0.addresses.removeValue(forKey: "\(kind)/\(identity)") }
    }

    /// Durable when it returns; a call that brings nothing may be written down with a later one.
    func take(_ arrival: TerminalArrival, now: Instant) async throws(StoreFailure) -> TerminalReceipt {
        let device = arrival.address.device.id
        var facts = TerminalFacts()
        switch arrival.content {
        case .contact, .facts(_, nil):
            if case .facts(let said, _) = arrival.content { facts = said }
            if isNoted(arrival.peer, facts, device, now) { return .taken(new: 0) }
        case .refused: return try await commits.take(arrival)
        case .facts, .punches, .people, .reports: break
        }
        let receipt = try await commits.take(arrival)
        if receipt != .stale {
            state.withLock { state in
                if state.noted.count >= TerminalQueue.mostAddresses { state.noted = [:] }
                state.noted[device] = Note(peer: arrival.peer, facts: facts, at: now)
            }
        }
        return receipt
    }

    private func isNoted(_ peer: String, _ facts: TerminalFacts, _ device: Int64, _ now: Instant) -> Bool {
        state.withLock { state in
            guard let noted = state.noted[device], noted.peer == peer, facts.values.isEmpty || noted.facts == facts
            else { return false }
            return TerminalQueue.isFresh(noted.at, now)
        }
    }

    /// Whether what every call would tell is told with this one.
    func isNews(of what: String, _ now: Instant) -> Bool {
        state.withLock { state in
            if let last = state.told[what], TerminalQueue.isFresh(last, now) { return false }
            if state.told.count >= TerminalQueue.mostAddresses { state.told = [:] }
            state.told[what] = now
            return true
        }
    }

    /// A clock that was set back makes nothing fresh.
    private static func isFresh(_ instant: Instant, _ now: Instant) -> Bool {
        let age = now.since(instant)
        return age >= .zero && age < contactInterval
    }
}
