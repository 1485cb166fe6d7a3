import Store
import Synchronization
import Wire

/// What is sealed, as it is kept out of replies: read once for as long as nothing of it changes.
public final class Masking: Sendable {
    private let known = Mutex<(revision: Int64, mask: SecretMask)?>(nil)

    init() {}

    func mask(_ store: Store) async throws(StoreFailure) -> SecretMask {
        let revision = try await store.sealedValues.revision()
        if let known = known.withLock({ $0 }), known.revision == revision { return known.mask }
        let mask = SecretMask(try await store.sealedValues.all())
        known.withLock { $0 = (revision, mask) }
        return mask
    }
}

extension Engine {
    /// Runs `body`, in which no sealed value gets from a reply into a message.
    func masked<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let mask = try await masking.mask(store)
        return try await ReplyText.$mask.withValue(mask) { try await body() }
    }
}
