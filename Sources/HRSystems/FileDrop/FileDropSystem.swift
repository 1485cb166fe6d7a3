import Attendance
import Foundation
import HRKit
import Spreadsheets
import Wire

/// Appends punches to a file, a whole batch or none of it.
struct FileDropSystem: HRSystem {
    private let path: String
    private let format: PunchLines

    init(context: HRContext) {
        path = context.fields["path"] ?? ""
        format = context.fields["format"] == "jsonl" ? .jsonLines : .csv
    }

    let batchSize = 500

    func send(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome] {
        do {
            let file = try AppendOnlyFile(path: path)
            defer { file.close() }
            // A run that died between the append and its note in the store left these lines; the tail has them.
            let tail = try file.tail(bytes: 2 * batchSize * PunchLines.longestLine)
            let present = format.recordIDs(in: tail)
            var addition = try file.isEmpty ? Array(format.header.utf8) : []
            for punch in batch where !present.contains(punch.recordID) {
                addition.append(contentsOf: format.line(punch).utf8)
            }
            try file.append(addition)
        } catch {
            throw error.failure(path)
        }
        return batch.map { _ in .delivered(receipt: nil) }
    }

    func test() async throws(BatchFailure) -> Phrase {
        do {
            let file = try AppendOnlyFile(path: path)
            file.close()
        } catch {
            throw error.failure(path)
        }
        return Phrase(en: "\(path) can be written", vi: "ghi được vào \(path)")
    }
}

extension FileDropError {
    /// A path that cannot be opened is a person's matter; a full disk may pass.
    func failure(_ path: String) -> BatchFailure {
        step == .open ? .clientRefused(phrase(path)) : .unavailable(phrase(path), retryAfter: nil)
    }

    private func phrase(_ path: String) -> Phrase {
        Phrase(
            en: "\(path) cannot be \(step == .open ? "opened" : step == .lock ? "locked" : "written"): \(reason)",
            vi: "không \(step == .open ? "mở" : step == .lock ? "khóa" : "ghi") được \(path): \(reason)")
    }
}

/// The two forms of a punch as a line. Both are read by programs: every value stands as it is, also a code that begins
/// with `-` or `@`; what is for people's spreadsheets is exported elsewhere.
enum PunchLines {
    case csv, jsonLines

    /// No line is longer: names, codes and devices are cut long before.
    static let longestLine = 2048

    var header: String {
        switch self {
        case .csv:
            CSV.plainLine([
                "id", "code", "name", "localDate", "localTime", "at", "direction", "device", "kind", "source",
                "sourceDevice",
            ])
        case .jsonLines: ""
        }
    }

    func line(_ punch: OutgoingPunch) -> String {
        let name = String(punch.personName.prefix(100))
        switch self {
        case .csv:
            return CSV.plainLine([
                punch.recordID, punch.code, name, punch.local.date.description, punch.local.timeText, punch.atText,
                punch.direction.rawValue, punch.device, punch.deviceKind, punch.sourceIdentity,
                String(punch.sourceDevice.prefix(100)),
            ])
        case .jsonLines:
            let value: JSONValue = [
                "id": .string(punch.recordID), "code": .string(punch.code), "name": .string(name),
                "localDate": .string(punch.local.date.description), "localTime": .string(punch.local.timeText),
                "at": .string(punch.atText), "direction": .string(punch.direction.rawValue),
                "device": .string(punch.device), "kind": .string(punch.deviceKind),
                "source": .string(punch.sourceIdentity),
                "sourceDevice": .string(String(punch.sourceDevice.prefix(100))),
            ]
            return String(decoding: value.bytes, as: UTF8.self) + "\n"
        }
    }

    /// The record ids of the lines in a piece of the file; both forms begin their lines with it.
    func recordIDs(in piece: [UInt8]) -> Set<String> {
        let lead = self == .csv ? "" : "{\"id\":\""
        var found: Set<String> = []
        for line in piece.split(separator: 0x0A) where line.starts(with: lead.utf8) {
            let id = line.dropFirst(lead.utf8.count).prefix(24)
            if id.count == 24 { found.insert(String(decoding: id, as: UTF8.self)) }
        }
        return found
    }
}
