import Attendance
import ConnectorKit
import HRKit
import Store

extension Engine {
    /// Renews the credentials of a device's account, one at a time across processes.
    ///
    /// - Parameter patience: how long one renewal waits for that of another device of the account.
    func renewCredentials(
        of device: Device, within patience: Duration = .seconds(60),
        by renewal: @Sendable (Credentials) async throws -> Credentials
    ) async throws -> Credentials {
        let end = ContinuousClock.now + patience
        while true {
            if let lock = try await store.devices.lockCredentials(of: device) {
                defer { withExtendedLifetime(lock) {} }
                let read = try await lock.load()
                let stored = Credentials(values: read.values, spares: read.spares)
                let kept = try await renewal(stored)
                if kept != stored { try await lock.keep(kept.values, spares: kept.spares, insteadOf: read) }
                return kept
            }
            guard ContinuousClock.now < end else {
                throw ConnectorFailure(
                    .timedOut, step: Phrase(en: "renewing the token", vi: "làm mới token"),
                    problem: Phrase(
                        en: "another device of the same account is still renewing it",
                        vi: "thiết bị khác của cùng tài khoản vẫn đang làm mới"),
                    remedy: ConnectorFailure.triedAgain)
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
    public func prepare() async throws(StoreFailure) {
        try await checkClock()
        try await store.devices.adoptAccounts { account(kind: $0, fields: $1) }
        try await store.hrClients.seal { hrKinds[$0]?.fields.isSecret($1) ?? false }
    }
}
