import Attendance
import ConnectorKit
import Store

extension Engine {
    /// How long one renewal waits for that of another device of the account.
    private static let renewalPatience = Duration.seconds(60)

    /// Renews the credentials of a device's account, one at a time across processes.
    func renewCredentials(
        of device: Device, by renewal: @Sendable (Credentials) async throws -> Credentials
    ) async throws -> Credentials {
        let end = ContinuousClock.now + Engine.renewalPatience
        while true {
            if let lock = try await store.devices.lockCredentials(of: device) {
                defer { withExtendedLifetime(lock) {} }
                let (values, spares) = try await store.devices.credentials(of: device)
                let stored = Credentials(values: values, spares: spares)
                let kept = try await renewal(stored)
                if kept != stored { try await store.devices.keep(kept.values, spares: kept.spares, of: device) }
                return kept
            }
            guard ContinuousClock.now < end else {
                throw SyncRefusal(
                    Phrase(
                        en: "busy: the token is being renewed for another device of the same account",
                        vi: "đang bận: token đang được làm mới cho thiết bị khác của cùng tài khoản"))
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The account that a device's fields name; nil where its kind has none or the device has credentials of its own.
    public func account(kind: String, fields: FieldValues) -> AccountDraft? {
        guard let account = deviceKinds[kind]?.account, let identity = account.identity(fields) else { return nil }
        return AccountDraft(identity: identity, fields: account.secrets)
    }

    /// What is to be done before anything else with a data directory: its clock is compared, and what an earlier
    /// version stored is brought to this one's form.
    public func prepare() async throws(StoreError) {
        try await checkClock()
        try await store.devices.adoptAccounts { account(kind: $0, fields: $1) }
    }
}
