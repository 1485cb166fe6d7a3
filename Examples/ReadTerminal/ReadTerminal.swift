// Reads the log of a ZKTeco terminal and prints how many punches it keeps, and the last three:
//
//     ReadTerminal 192.168.1.201 [PORT [COMM-KEY]]

import ZKTeco

@main
struct ReadTerminal {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().map(\.self)
        guard let host = arguments.first else { return print("usage: ReadTerminal HOST [PORT [COMM-KEY]]") }
        let address = TerminalAddress(host: host, port: arguments.dropFirst().first.flatMap { Int($0) } ?? 4370)
        let key = arguments.dropFirst(2).first.flatMap { UInt32($0) } ?? 0

        let session = try await TerminalSession.open(address, .tcp, key: key)
        let identity = try await session.identity()
        print("\(identity.serialNumber) \(identity.deviceName) \(identity.firmware)")
        let begun = ContinuousClock.now
        let log = try await session.log(.nothing)
        let read = ContinuousClock.now
        await session.close()

        guard let log else { return print("no punches") }
        var records: [AttendanceRecord] = []
        log.forEach { record, _ in
            if let record { records.append(record) }
        }
        let decoded = ContinuousClock.now
        print(
            "\(records.count) punches of \(log.layout.rawValue) bytes: read in \(read - begun), decoded in \(decoded - read)"
        )
        for record in records.suffix(3) { print(record.person, record.time.packed, record.verify, record.state) }
    }
}
