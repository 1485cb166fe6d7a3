import Console
import NIOCore
import Synchronization

/// Who is connected. At a bound a newcomer takes the place of the connection that has waited longest without asking for
/// anything, of the address that has most of them: whoever holds connections open for nothing loses them first.
final class ConnectionBook: Sendable {
    private struct Entry {
        let channel: any Channel
        let address: String
        /// Since when it waits for a request; nil while one is under way.
        var waitsSince: NIODeadline?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var counts: [String: Int] = [:]
    }

    let limits: ConnectionLimits
    private let state = Mutex(State())

    init(_ limits: ConnectionLimits) {
        self.limits = limits
    }

    var count: Int { state.withLock { $0.entries.count } }

    /// Notes a new connection; false where there is no place for it.
    func enter(_ channel: any Channel) -> Bool {
        let address = ServingPolicy.household(channel.remoteAddress?.ipAddress ?? "-")
        let (isWelcome, leaving) = state.withLock { state -> (Bool, (any Channel)?) in
            var leaving: (any Channel)?
            let isAddressFull =
                state.counts[address, default: 0] >= limits.perAddress && !limits.unbounded.contains(address)
            if isAddressFull || state.entries.count >= limits.total {
                let loser = isAddressFull ? address : ConnectionBook.busiest(state)
                guard let victim = ConnectionBook.idlest(state, of: loser) ?? ConnectionBook.idlest(state, of: nil),
                    !isAddressFull || state.entries[victim]?.address == address
                else { return (false, nil) }
                leaving = state.entries[victim]?.channel
                ConnectionBook.remove(victim, &state)
            }
            state.entries[ObjectIdentifier(channel)] = Entry(channel: channel, address: address, waitsSince: .now())
            state.counts[address, default: 0] += 1
            return (true, leaving)
        }
        leaving?.close(promise: nil)
        return isWelcome
    }

    func leave(_ channel: any Channel) { state.withLock { ConnectionBook.remove(ObjectIdentifier(channel), &$0) } }

    /// A request came in, or its answer went out.
    func note(_ channel: any Channel, isWaiting: Bool) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.waitsSince = isWaiting ? .now() : nil }
    }

    private static func remove(_ id: ObjectIdentifier, _ state: inout State) {
        guard let entry = state.entries.removeValue(forKey: id) else { return }
        let left = state.counts[entry.address, default: 1] - 1
        state.counts[entry.address] = left > 0 ? left : nil
    }

    private static func busiest(_ state: State) -> String? { state.counts.max { $0.value < $1.value }?.key }

    private static func idlest(_ state: State, of address: String?) -> ObjectIdentifier? {
        var found: (id: ObjectIdentifier, since: NIODeadline)?
        for (id, entry) in state.entries where address == nil || entry.address == address {
            if let since = entry.waitsSince, found.map({ since < $0.since }) ?? true { found = (id, since) }
        }
        return found?.id
    }
}
