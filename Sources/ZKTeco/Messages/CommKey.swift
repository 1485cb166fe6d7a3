/// The comm key of a terminal: a number of up to six digits that its menu shows under “Comm”; 0 is none.
public enum CommKey {
    public static let range: ClosedRange<UInt32> = 0...999_999

    /// What is sent for it in a session (contract 2): bits reversed, the session added, letters and a tick mixed in.
    ///
    /// - Parameter tick: by convention 50; it is sent in the third byte.
    public static func scrambled(_ key: UInt32, session: UInt16, tick: UInt8 = 50) -> [UInt8] {
        var reversed: UInt32 = 0
        for bit in 0..<32 where key & (1 << bit) != 0 { reversed |= 1 << (31 - bit) }
        let mixed = zip([UInt8](littleEndian: reversed &+ UInt32(session)), "ZKSO".utf8).map { $0 ^ $1 }
        return [mixed[2] ^ tick, mixed[3] ^ tick, tick, mixed[1] ^ tick]
    }
}
