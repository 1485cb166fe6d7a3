import Attendance

/// An account at a vendor (an application, a tenant, a server) whose credentials serve every device of it: one that is
/// renewed for one device is renewed for all.
public struct VendorAccount: Sendable {
    /// What tells accounts of the kind apart, from checked fields; nil where a device has credentials of its own.
    public let identity: @Sendable (FieldValues) -> String?
    /// The secret fields that belong to the account.
    public let secrets: [String]

    public init(secrets: [String], identity: @escaping @Sendable (FieldValues) -> String?) {
        self.identity = identity
        self.secrets = secrets
    }
}

/// Credentials as they are stored: those in use, and others that were entered for the same account and may turn out to
/// be the living ones.
public struct Credentials: Hashable, Sendable {
    public var values: FieldValues
    public var spares: [FieldValues]

    public init(values: FieldValues, spares: [FieldValues] = []) {
        self.values = values
        self.spares = spares
    }
}

/// Where a connector finds and renews credentials.
public struct CredentialStore: Sendable {
    /// Renews credentials alone among all devices of the account, in whichever process: the closure gets what is stored
    /// by then, which another may have renewed meanwhile, and returns what is to be kept. It is durable when this
    /// returns, before anything is asked with it.
    public let renew:
        @Sendable (_ renewal: @Sendable (Credentials) async throws -> Credentials) async throws -> Credentials

    public init(
        renew:
            @escaping @Sendable (_ renewal: @Sendable (Credentials) async throws -> Credentials) async throws
            -> Credentials
    ) {
        self.renew = renew
    }

    /// Credentials that are not kept; for connectors of one moment.
    public static func inMemory(_ fields: FieldValues) -> CredentialStore {
        CredentialStore { try await $0(Credentials(values: fields)) }
    }
}
