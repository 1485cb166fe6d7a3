@testable import Simulators

/// The terminal of the contract's transcript (15): two people, two punches, key 1234.
enum ExampleTerminal {
    typealias Terminal = SimulatedZKTerminal

    static let people = [
        Terminal.Person(uid: 1, userID: "1001", name: "Nguyễn Lan", privilege: 14),
        Terminal.Person(uid: 2, userID: "EMP-02", name: "Trần Hùng"),
    ]
    static let morning = Terminal.Punch(uid: 1, userID: "1001", time: .init(2026, 10, 1, 8, 0))
    static let evening = Terminal.Punch(
        uid: 2, userID: "EMP-02", time: .init(2026, 10, 1, 18, 0), verify: 15, state: 1)

    static func make(
        key: UInt32 = 0, log: [Terminal.Punch] = [morning, evening],
        _ change: (inout Terminal.Configuration) -> Void = { _ in }
    ) -> Terminal {
        var configuration = Terminal.Configuration()
        configuration.commKey = key
        configuration.people = people
        change(&configuration)
        return Terminal(configuration, log: log)
    }

    /// So many punches, a minute apart, of a person each.
    static func punches(_ count: Int) -> [Terminal.Punch] {
        (0..<count).map { index in
            Terminal.Punch(
                uid: UInt16(index + 1), userID: String(1001 + index),
                time: .init(2026, 10, 1 + index / 1440, index / 60 % 24, index % 60), state: UInt8(index % 2))
        }
    }
}

/// A client's side of one session, as far as tests need one.
struct ExampleSession {
    static let number: UInt16 = 0x1F2E
    static let readLog = bytes("01 0d00 00000000 00000000")
    static let readUsers = bytes("01 0900 05000000 00000000")

    let socket: RawSocket
    private(set) var reply: UInt16 = 0
    let session: UInt16

    /// Connects; the terminal wants no key.
    init(port: Int) async throws {
        socket = try await RawSocket(port: port)
        session = try await socket.ask(ZKPacket(1000, session: 0, reply: 0))?.session ?? 0
    }

    mutating func request(_ command: UInt16, _ data: [UInt8] = []) -> ZKPacket {
        reply += 1
        return ZKPacket(command, session: session, reply: reply, data: data)
    }

    mutating func send(_ command: UInt16, _ data: [UInt8] = []) async throws {
        try await socket.send(ZKPacket.frame(request(command, data).payload))
    }

    /// - Returns: the packet that comes next.
    mutating func ask(_ command: UInt16, _ data: [UInt8] = []) async throws -> ZKPacket? {
        try await socket.ask(request(command, data))
    }

    func next() async -> ZKPacket? { ZKPacket(payload: await socket.readPayload()) }

    static func chunk(_ start: Int, _ count: Int) -> [UInt8] {
        var data: [UInt8] = []
        data.append(little: UInt32(start))
        data.append(little: UInt32(count))
        return data
    }
}
