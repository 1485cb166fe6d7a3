import NIOCore
import SeededChance

/// What the network does to a terminal's datagrams, drawn from a seed.
struct ZKDatagrams {
    typealias Trouble = SimulatedZKTerminal.DatagramTrouble

    private var chance: SeededGenerator
    /// Answers that wait to be overtaken.
    private var held: [SocketAddress: [UInt8]] = [:]

    init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

    /// Whether a request reaches the terminal.
    mutating func arrives(_ trouble: Trouble) -> Bool { !happens(trouble.requestLoss) }

    /// What goes out now in place of an answer; `holds` where it waits for the next one.
    mutating func sending(
        _ bytes: [UInt8], to address: SocketAddress, _ trouble: Trouble
    ) -> (now: [[UInt8]], holds: Bool) {
        guard !happens(trouble.loss) else { return ([], false) }
        let copies = happens(trouble.doubling) ? [bytes, bytes] : [bytes]
        if let overtaken = held.removeValue(forKey: address) { return (copies + [overtaken], false) }
        guard happens(trouble.reordering) else { return (copies, false) }
        held[address] = bytes
        return (Array(copies.dropFirst()), true)
    }

    /// The answer that nothing overtook in time.
    mutating func released(for address: SocketAddress) -> [UInt8]? { held.removeValue(forKey: address) }

    private mutating func happens(_ probability: Double) -> Bool {
        // Without trouble no chance is drawn: what is ordered later begins at the seed.
        probability > 0 && Double.random(in: 0..<1, using: &chance) < probability
    }
}
