import Foundation
import NIOCore

/// A terminal that pushes by itself (`/iclock`): it registers, hands in its log behind the cursor that the server names,
/// asks for orders and carries out those that read. It repeats what was not acknowledged with the right count.
public actor PushTerminal {
    public nonisolated let serial: String
    /// Its whole log, in the order in which it recorded it.
    public private(set) var log: [PushRecord]
    /// The people whom it knows, by PIN.
    public private(set) var people: [(pin: String, name: String)] = []
    /// The orders that it was given, as they were written.
    public private(set) var orders: [String] = []
    /// Posts of records, repeated ones included.
    public private(set) var posts = 0
    /// What it was told when it last registered, by name.
    public private(set) var options: [String: String] = [:]
    public private(set) var isRegistered = false
    /// Records before it are acknowledged.
    private var cursor = 0
    private let wire: PushWire

    /// Records of one post.
    public static let batch = 100

    /// - Parameter server: `http://host:port`, with a secret part where the server has one.
    public init(
        _ serial: String, server: String, dialect: PushDialect = PushDialect(), log: [PushRecord] = [],
        timeout: TimeAmount = .seconds(30)
    ) {
        self.serial = serial
        self.log = log
        wire = PushWire(server: server, dialect: dialect, timeout: timeout)
    }

    /// How many records of its log are not acknowledged.
    public var pending: Int { log.count - cursor }

    /// Somebody comes or goes.
    public func record(_ record: PushRecord) { log.append(record) }

    public func enroll(_ pin: String, _ name: String) { people.append((pin, name)) }

    // MARK: Calls

    /// Registers and takes over what it is told.
    @discardableResult
    public func register() async throws -> PushAnswer {
        var query = "SN=\(serial)&options=all&language=69"
        if let version = wire.dialect.pushVersion { query += "&pushver=\(version)" }
        if let type = wire.dialect.deviceType { query += "&DeviceType=\(type)" }
        let answer = try await wire.get("cdata", query)
        isRegistered = answer.status == 200 && answer.text.hasPrefix("GET OPTION FROM: \(serial)")
        guard isRegistered else { return answer }
        options = [:]
        for line in answer.text.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { options[String(parts[0])] = String(parts[1]) }
        }
        // What `None` means is contested (contract 3); to this terminal it is no cursor.
        let stamp = options["ATTLOGStamp"] ?? options["Stamp"] ?? "0"
        cursor = stamp == "9999" ? log.count : min(log.count, max(0, Int(stamp) ?? 0))
        return answer
    }

    /// Hands in what is not acknowledged, a batch after the other; ends at the first that was not.
    ///
    /// - Returns: whether all of it is acknowledged.
    @discardableResult
    public func handIn() async throws -> Bool {
        while cursor < log.count {
            let end = min(log.count, cursor + PushTerminal.batch)
            let answer = try await post(Array(log[cursor..<end]), stamp: end)
            guard answer.acknowledged == end - cursor else { return false }
            cursor = end
        }
        return true
    }

    /// Posts records as a batch of the log.
    public func post(_ records: [PushRecord], stamp: Int) async throws -> PushAnswer {
        posts += 1
        return try await post(table: "ATTLOG", stamp: String(stamp), lines: records.map { $0.line(wire.dialect) })
    }

    /// Posts any lines of any table.
    public func post(table: String, stamp: String, lines: [String]) async throws -> PushAnswer {
        let end = wire.dialect.hasCRLF ? "\r\n" : "\n"
        let body = lines.joined(separator: end) + (wire.dialect.endsLastLine ? end : "")
        return try await post(table: table, stamp: stamp, body: Array(body.utf8))
    }

    /// Posts any bytes to any table.
    public func post(table: String, stamp: String, body: [UInt8]) async throws -> PushAnswer {
        try await wire.post("cdata", "SN=\(serial)&table=\(table)&Stamp=\(stamp)", body)
    }

    /// Hands in whom it knows, with what it recognises them by.
    @discardableResult
    public func handInPeople() async throws -> PushAnswer {
        let lines = people.flatMap { person in
            [
                "USER PIN=\(person.pin)\tName=\(person.name)\tPri=0\tPasswd=1234\tCard=0000001\tGrp=1",
                "FP PIN=\(person.pin)\tFID=0\tSize=4\tValid=1\tTMP=QUJD",
            ]
        }
        return try await post(table: "OPERLOG", stamp: String(lines.count), lines: lines)
    }

    /// Asks for orders and carries them out.
    ///
    /// - Returns: the answer to the question.
    @discardableResult
    public func poll() async throws -> PushAnswer {
        let answer = try await wire.get(
            "getrequest", "SN=\(serial)&INFO=Ver%208.0.4.3,\(people.count),0,\(log.count),192.168.1.201")
        guard answer.status == 200 else { return answer }
        for line in answer.text.split(whereSeparator: \.isNewline) where line.hasPrefix("C:") {
            let parts = line.split(separator: ":", maxSplits: 2)
            if parts.count == 3 { try await carryOut(String(parts[2]), id: String(parts[1])) }
        }
        return answer
    }

    private func carryOut(_ command: String, id: String) async throws {
        orders.append(command)
        var result = "Return=-1002&CMD=UNKNOWN"
        if command.hasPrefix("DATA QUERY ATTLOG ") {
            let records = records(in: command)
            for start in stride(from: 0, to: records.count, by: PushTerminal.batch) {
                _ = try await post(
                    Array(records[start..<min(records.count, start + PushTerminal.batch)]), stamp: cursor)
            }
            result = "Return=0&CMD=DATA"
        } else if command.hasPrefix("VERIFY SUM ATTLOG ") {
            result = "Return=0&CMD=VERIFY SUM&AttlogSum=\(records(in: command).count)"
        } else if command == "CHECK" {
            result = "Return=0&CMD=CHECK"
        } else if command == "INFO" {
            result = "Return=0&CMD=INFO\n~DeviceName=SpeedFace\nFWVersion=Ver 8.0.4.3\nTransactionCount=\(log.count)"
        }
        _ = try await wire.post("devicecmd", "SN=\(serial)", Array("ID=\(id)&\(result)\n".utf8))
        if command == "CHECK" {
            try await register()
            try await handIn()
        }
    }

    /// Both ends belong to a window.
    private func records(in command: String) -> [PushRecord] {
        var ends: [String: String] = [:]
        for part in command.split(whereSeparator: { $0 == "\t" }) {
            for name in ["StartTime", "EndTime"] {
                if let place = part.range(of: "\(name)=") { ends[name] = String(part[place.upperBound...]) }
            }
        }
        guard let start = ends["StartTime"], let end = ends["EndTime"] else { return [] }
        return log.filter { $0.time >= start && $0.time <= end }
    }

    /// Goes on calling until the task is cancelled; what fails is tried again.
    ///
    /// - Parameter pause: between two questions for orders.
    public func run(every pause: Duration) async {
        while !Task.isCancelled {
            do {
                if !isRegistered, try await register().status == 200, !people.isEmpty { try await handInPeople() }
                if isRegistered {
                    if try await !handIn() { isRegistered = false }
                    if try await poll().status != 200 { isRegistered = false }
                }
            } catch {
                isRegistered = false
            }
            if (try? await Task.sleep(for: pause)) == nil { return }
        }
    }
}
