import Attendance
import Foundation
import HRKit
import Store
import SyncEngine

/// Where an entry came in.
public enum EntryDoor: Sendable {
    /// A command on this machine: whoever runs it owns what it touches.
    case machine
    /// A page or the API.
    case network
}

extension Engine {
    /// Checks an HR client's entry, form only, over what an existing client has.
    ///
    /// - Parameter door: where the entry came in: it decides which files a client may write.
    /// - Returns: the draft, and the secrets that were emptied.
    /// - Throws: `FieldFailure`, `RequestFailure`, `StoreFailure`.
    public func draft(
        hr name: String, kind id: String, _ values: FieldValues, over client: HRClient? = nil, by door: EntryDoor
    ) async throws -> (draft: HRClientDraft, dropped: [String]) {
        let kind = try hrKinds.named(id)
        var stored = FieldValues()
        if let client, client.kind == id {
            stored = client.fields.merging((try? await store.hrClients.secrets(of: client)) ?? FieldValues())
        }
        let checked = try CheckedEntry(name, values, of: kind.kind, over: stored)
        let draft = HRClientDraft(
            name: checked.name, kind: id, identity: checked.identity, fields: checked.open, secrets: checked.sealed,
            allowedFolder: try await allowedFolder(kind, checked.all, door))
        return (draft, checked.dropped)
    }

    /// The folder that an entry on this machine allows; nil where it allows none.
    ///
    /// - Throws: `FieldFailure` for a file in a folder that nobody allowed, or in the data directory.
    private func allowedFolder(_ kind: HRKind, _ values: FieldValues, _ door: EntryDoor) async throws -> String? {
        guard let path = kind.file(values) else { return nil }
        let folders = try await fileFolders()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard !folders.isOwn(folder) else {
            throw FieldFailure(
                field: "path",
                Phrase(
                    en: "of the data directory only \(folders.allowed[0]) is written",
                    vi: "trong thư mục dữ liệu chỉ ghi được vào \(folders.allowed[0])"))
        }
        switch door {
        case .machine: return folders.root(of: path) == folders.allowed[0] ? nil : folder
        case .network:
            guard folders.root(of: path) != nil else {
                throw FieldFailure(field: "path", folders.refusal(of: path))
            }
            return nil
        }
    }
}
