import Attendance
import Foundation
import HRKit
import Store
import SyncEngine

extension Hub {
    /// Checks an HR client's entry, form only, over what an existing client has.
    ///
    /// - Returns: the draft, and the secrets that were emptied.
    /// - Throws: `FieldFailure` of all that is wrong; `RequestFailure`, `StoreFailure`.
    func draft(_ entry: HRClientEntry, over client: HRClient? = nil) async throws -> (
        draft: HRClientDraft, dropped: [String]
    ) {
        let kind = try engine.hrKinds.named(entry.kind)
        let stored = await kind.stored(of: client) { try await store.hrClients.secrets(of: $0) }
        let checked: CheckedEntry
        do throws(FieldFailure) {
            checked = try CheckedEntry(entry.name, entry.values, of: kind.kind, over: stored)
        } catch {
            var found = FoundFailures()
            found.add(error)
            // The store refuses a taken name by itself, but only once all else is right.
            if let taken = try await store.hrClients.nameObjection(entry.name.asSeen.trimmed, for: client) {
                found.add(FieldFailure(field: taken.field, taken.phrase))
            }
            try found.end()
            throw error
        }
        let draft = HRClientDraft(
            name: checked.name, kind: kind.id, identity: checked.identity, fields: checked.open,
            secrets: checked.sealed, allowedFolder: try await allowedFolder(kind, checked.all, entry.door))
        return (draft, checked.dropped)
    }

    /// The folder that an entry on this machine allows; nil where it allows none.
    ///
    /// - Throws: `FieldFailure` for a file in a folder that nobody allowed, or in the data directory.
    private func allowedFolder(_ kind: HRKind, _ values: FieldValues, _ door: EntryDoor) async throws -> String? {
        guard let path = kind.file(values) else { return nil }
        let folders = try await engine.fileFolders()
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
