import Attendance
import Foundation
import HRKit
import Spreadsheets
import Wire

/// Appends punches to a file, a whole batch or none of it.
struct FileDropSystem: HRSystem {
    private let path: String
    private let format: PunchLines
    private let folders: FileFolders

    init(context: HRContext) {
        path = context.fields["path"] ?? ""
        folders = context.folders
        format = context.fields["format"] == "jsonl" ? .jsonLines : .csv
    }

    let batchSize = 500

    func send(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome] {
        do {
            let file = try AppendOnlyFile(in: DropFolder(of: path, folders), format)
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
            throw error.failure(path, folders)
        }
        return batch.map { _ in .delivered(receipt: nil) }
    }

    func test() async throws(BatchFailure) -> Phrase {
        let isThere: Bool
        do { isThere = try AppendOnlyFile.examine(DropFolder(of: path, folders), format) } catch {
            throw error.failure(path, folders)
        }
        return isThere
            ? Phrase(en: "\(path) can be written", vi: "ghi được vào \(path)")
            : Phrase(
                en: "\(path) can be made; the first punches will make it",
                vi: "tạo được \(path); tệp sẽ có khi gửi bản ghi đầu tiên")
    }
}

extension FileDropFailure {
    /// A path that cannot be opened is a person's matter; a full disk may pass.
    func failure(_ path: String, _ folders: FileFolders) -> BatchFailure {
        switch step {
        case .lock, .write: .unavailable(phrase(path, folders), retryAfter: nil)
        case .notAllowed, .link, .foreign, .open: .clientRefused(phrase(path, folders))
        }
    }

    private func phrase(_ path: String, _ folders: FileFolders) -> Phrase {
        switch step {
        case .notAllowed: folders.refusal(of: path)
        case .link:
            Phrase(
                en: "\(path) is a link, or lies behind one: links are not followed; give the file's own path",
                vi:
                    "\(path) là liên kết tệp (symlink) hoặc nằm sau một liên kết tệp nên không được dùng; hãy nhập đường dẫn thật"
            )
        case .foreign:
            Phrase(
                en: "\(path) holds something that Rollcall did not write, and is left alone: choose another name",
                vi: "\(path) chứa nội dung không do Rollcall ghi nên được giữ nguyên: hãy chọn tên khác")
        case .open: Phrase(en: "\(path) cannot be opened: \(reason)", vi: "không mở được \(path): \(reason)")
        case .lock: Phrase(en: "\(path) cannot be locked: \(reason)", vi: "không khóa được \(path): \(reason)")
        case .write: Phrase(en: "\(path) cannot be written: \(reason)", vi: "không ghi được \(path): \(reason)")
        }
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

    /// Whether a file with this beginning can be one of ours: an empty one, as the program that reads it leaves behind,
    /// or one that begins as ours do.
    func mayHaveWritten(_ head: [UInt8]) -> Bool {
        guard !head.isEmpty else { return true }
        switch self {
        // A power cut may have left half of the first line.
        case .csv: return head.starts(with: header.utf8) || header.utf8.starts(with: head)
        case .jsonLines: return recordIDs(in: head).count > 0 || "{\"id\":\"".utf8.starts(with: head.prefix(7))
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
