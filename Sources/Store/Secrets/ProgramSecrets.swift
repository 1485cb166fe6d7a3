import Attendance
import Database
import Sealing

/// Secrets of the program itself, sealed like those of devices.
public struct ProgramSecrets: Sendable {
    let file: StoreFile

    public func load(_ name: String) async throws(StoreFailure) -> String? {
        try await file.read { try SecretBox(owner: .program, id: 0, key: file.key).load(from: $0)[name] }
    }

    /// By it a browser that has signed in is known again; made on first use.
    public func browserKey() async throws(StoreFailure) -> String {
        if let present = try await load("browser-key") { return present }
        return try await keep(BearerSecret.make(), as: "browser-key", inPlaceOf: nil)
    }

    /// Keeps a value that was made on first use, unless another process was faster.
    ///
    /// - Parameter seen: what was kept when the need for another was seen; nil where there was nothing.
    /// - Returns: what is kept from now on, which everybody is to use: the first one's.
    public func keep(
        _ text: String, as name: String, inPlaceOf seen: String?
    ) async throws(StoreFailure) -> String {
        try await file.write { database in
            let box = SecretBox(owner: .program, id: 0, key: file.key)
            if let present = try box.load(from: database)[name], present != seen { return present }
            try box.store(FieldValues([name: [text]]), in: database)
            return text
        }
    }

    public func keep(_ text: String, as name: String) async throws(StoreFailure) {
        try await file.write {
            try SecretBox(owner: .program, id: 0, key: file.key).store(FieldValues([name: [text]]), in: $0)
        }
    }
}
