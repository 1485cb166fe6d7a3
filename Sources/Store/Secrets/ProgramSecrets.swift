import Attendance
import GRDB

/// Secrets of the program itself, sealed like those of devices.
public struct ProgramSecrets: Sendable {
    let file: StoreFile

    public func load(_ name: String) async throws(StoreError) -> String? {
        try await file.read { try SecretBox(owner: .program, id: 0, key: file.key).load(from: $0)[name] }
    }

    public func keep(_ text: String, as name: String) async throws(StoreError) {
        try await file.write {
            try SecretBox(owner: .program, id: 0, key: file.key).store(FieldValues([name: [text]]), in: $0)
        }
    }
}
