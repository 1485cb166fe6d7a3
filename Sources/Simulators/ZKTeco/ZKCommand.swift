/// The commands and answers that a terminal knows (contract 3).
enum ZKCommand {
    static let databaseRead: UInt16 = 7
    static let usersRead: UInt16 = 9
    static let optionsRead: UInt16 = 11
    static let optionsWrite: UInt16 = 12
    static let logRead: UInt16 = 13
    static let operationsRead: UInt16 = 34
    static let freeSizes: UInt16 = 50
    static let startVerify: UInt16 = 60
    static let cancelCapture: UInt16 = 62
    static let pinWidth: UInt16 = 69
    static let getTime: UInt16 = 201
    static let registerEvents: UInt16 = 500
    static let connect: UInt16 = 1000
    static let exit: UInt16 = 1001
    static let enable: UInt16 = 1002
    static let disable: UInt16 = 1003
    static let version: UInt16 = 1100
    static let auth: UInt16 = 1102
    static let prepareData: UInt16 = 1500
    static let data: UInt16 = 1501
    static let freeData: UInt16 = 1502
    static let prepareBuffer: UInt16 = 1503
    static let readBuffer: UInt16 = 1504
    static let ok: UInt16 = 2000
    static let error: UInt16 = 2001
    static let ackData: UInt16 = 2002
    static let unauthorised: UInt16 = 2005
    static let unknown: UInt16 = 0xFFFF

    /// What clears, deletes, writes, enrols or restarts: no program that only reads sends it (contract 3, 12.1, 20.4).
    static let forbidden: Set<UInt16> = [
        8, 10, 14, 15, 18, 19, 20, 32, 33, 61, 202, 1004, 1005, 1013,
    ]

    /// The word of a key where the table of contract 3 calls for the users, beside command 9.
    static let usersCode: UInt32 = 5
}

/// The comm key as it crosses the network (contract 2).
enum ZKCommKey {
    private static let mask = Array("ZKSO".utf8)

    /// - Parameter tick: the client's choice, 50 by convention; it stands in byte 2.
    static func scrambled(_ key: UInt32, session: UInt16, tick: UInt8) -> [UInt8] {
        var reversed: UInt32 = 0
        for bit in 0..<32 where key & (1 << UInt32(bit)) != 0 { reversed |= 1 << UInt32(31 - bit) }
        var bytes: [UInt8] = []
        bytes.append(little: reversed &+ UInt32(session))
        let masked = zip(bytes, mask).map { $0 ^ $1 }
        return [masked[2] ^ tick, masked[3] ^ tick, tick, masked[1] ^ tick]
    }
}
