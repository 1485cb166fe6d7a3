import Foundation
import TestSupport
import Wire

/// A data directory that a former version made, and what that version answered about it: `Tests/Fixtures/FormerVersion`.
struct FormerData: Sendable {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/FormerVersion")

    /// A copy of its own.
    let directory: URL
    /// Of every account.
    let password: String
    /// An API token that may read lists of networks and HR clients.
    let token: String
    let answers: [Answer]
    let pages: [Answer]

    /// What was asked, a command's words or an address below `/api/v1`, and all that must still be in the answer.
    struct Answer: Sendable {
        let question: [String]
        let expected: JSONValue
    }

    /// Unpacks the directory into a folder.
    init(in folder: URL) async throws {
        directory = folder.appending(path: "former")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let archive = FormerData.folder.appending(path: "data.tar.gz").path
        let status = try await ChildProcess(["/usr/bin/env", "tar", "-xzf", archive, "-C", directory.path]).status()
        guard status == 0 else { throw CocoaError(.fileReadCorruptFile) }
        let kept = try JSONValue(
            parsing: Array(try Data(contentsOf: FormerData.folder.appending(path: "expected.json"))))
        password = kept["password"]?.text ?? ""
        token = kept["token"]?.text ?? ""
        answers = (kept["answers"]?.array ?? []).map {
            Answer(question: $0["command"]?.array?.compactMap(\.text) ?? [], expected: $0["answer"] ?? .null)
        }
        pages = (kept["pages"]?.array ?? []).map {
            Answer(question: [$0["path"]?.text ?? ""], expected: $0["answer"] ?? .null)
        }
    }

    /// An answer without what this version changes on purpose: accounts that were called like a part of the program have
    /// another name, and history tells so.
    static func asBefore(_ answer: JSONValue, _ question: [String]) -> JSONValue {
        if question == ["/hr-clients"] {
            // A server that runs has begun to deliver, to a place that is gone.
            let clients = answer["items"]?.array ?? []
            return answer.replacing("items", .array(clients.map { $0.replacing("reason", .null) }))
        }
        guard let entries = answer.array else { return answer }
        switch question.first {
        case "history": return .array(entries.filter { $0["event"]?.text != "user.renamed" })
        case "user":
            let former = entries.map { entry -> (name: String, entry: JSONValue) in
                let name = entry["name"]?.text ?? ""
                let renamed = ["user-command", "user-rules"].contains(name) ? String(name.dropFirst(5)) : name
                return (renamed, entry.replacing("name", .string(renamed)))
            }
            return .array(former.sorted { $0.name < $1.name }.map(\.entry))
        default: return answer
        }
    }
}

extension JSONValue {
    /// An object whose member of this name has another value.
    fileprivate func replacing(_ name: String, _ value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? Member(name, value) : $0 })
    }

    /// Where another value lacks or contradicts something of this one: the path and both values. Keys that only the other
    /// one has are no difference.
    func difference(from other: JSONValue?, at path: String = "") -> String? {
        guard let other else { return "\(path): missing" }
        switch (self, other) {
        case (.object(let members), .object):
            return members.lazy.compactMap { $0.value.difference(from: other[$0.name], at: "\(path)/\($0.name)") }.first
        case (.array(let values), .array(let others)):
            guard values.count == others.count else { return "\(path): \(others.count) instead of \(values.count)" }
            return zip(values, others).enumerated().lazy.compactMap { index, pair in
                pair.0.difference(from: pair.1, at: "\(path)/\(index)")
            }.first
        default: return self == other ? nil : "\(path): \(other) instead of \(self)"
        }
    }
}
