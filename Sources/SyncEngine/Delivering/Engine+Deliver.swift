import Attendance
import HRKit
import Logging
import Store

/// Which punches a pass takes.
public enum DeliveryRequest: Sendable {
    /// What is due by itself.
    case due
    /// A person's push: everything that waits; with dates also what was parked, rejected or never owed.
    case push(DeliveryScope)
    /// Everything parked or rejected, once more.
    case retryParked
}

extension Engine {
    /// Delivers to several HR clients side by side; one's failure holds up no other.
    public func deliver(
        to clients: [HRClient], _ request: DeliveryRequest, by actor: Actor,
        progress: @escaping @Sendable (PassReport) -> Void = { _ in }
    ) async -> [PassReport] {
        await withTaskGroup(of: (Int, PassReport).self) { group in
            for (index, client) in clients.enumerated() {
                group.addTask {
                    (index, await deliver(to: client, request, by: actor, progress: progress))
                }
            }
            var reports: [Int: PassReport] = [:]
            for await (index, report) in group { reports[index] = report }
            return clients.indices.compactMap { reports[$0] }
        }
    }

    public func deliver(
        to client: HRClient, _ request: DeliveryRequest, by actor: Actor,
        progress: @escaping @Sendable (PassReport) -> Void = { _ in }
    ) async -> PassReport {
        var report = PassReport(hrClient: client.name)
        do {
            guard let lock = try await lock(client, actor.patience) else {
                report.isBusy = true
                report.error = Phrase(
                    en: "busy: another Rollcall process is delivering to it",
                    vi: "đang bận: một tiến trình Rollcall khác đang gửi đến HRM client này")
                return report
            }
            let client = try await store.hrClients.find(id: String(client.id))
            guard client.isEnabled else {
                report.error = Phrase(
                    en: "the HR client is disabled; rollcall hr enable “\(client.name)” turns it on",
                    vi: "HRM client đang bị vô hiệu; dùng rollcall hr enable “\(client.name)” để kích hoạt")
                return report
            }
            let pass = DeliveryPass(
                engine: self, client: client, kind: try hrKinds.stored(client.kind),
                system: try await fitSystem(of: client, by: actor), actor: actor, progress: progress)
            report = try await masked { try await pass.perform(request) }
            withExtendedLifetime(lock) {}
        } catch {
            report.error = error.explained.phrase
        }
        if let error = report.error { log.warning("\(client.name): \(error.en)") }
        return report
    }

    /// Asks the HR system something harmless that needs the credentials.
    public func test(_ client: HRClient) async throws -> Result<Phrase, BatchFailure> {
        let system = try await system(of: client, by: .command)
        return try await masked {
            do throws(BatchFailure) {
                return .success(try await system.test())
            } catch {
                return .failure(error)
            }
        }
    }

    /// The client's system; where it cannot be made (a secret that no key opens) the client says so until somebody acts.
    private func fitSystem(of client: HRClient, by actor: Actor) async throws -> any HRSystem {
        do {
            return try await system(of: client, by: actor)
        } catch {
            try await store.hrClients.settlePass(
                client, failure: error.explained.phrase, needsPerson: true, nextAttemptAt: now() + Backoff.probe,
                act: Act(by: actor, at: now()))
            throw error
        }
    }

    private func system(of client: HRClient, by actor: Actor) async throws -> any HRSystem {
        let secrets = try await store.hrClients.secrets(of: client)
        // Two tries must fit into a person's patience.
        let timeout = actor.patience == .foreground ? min(client.fields.timeout, .seconds(15)) : client.fields.timeout
        let folders = try await fileFolders()
        return try hrKinds.stored(client.kind).makeSystem(
            HRContext(
                fields: client.fields.merging(secrets), http: http, now: now, timeout: timeout,
                isAfterFailure: client.failures > 0, folders: folders))
    }

    /// Where HR clients may write files.
    public func fileFolders() async throws(StoreFailure) -> FileFolders {
        FileFolders(dataDirectory: store.directory, folders: try await store.hrClients.fileFolders())
    }

    /// The client's lock; a person waits a while for a pass of another process to end, since it sends the same.
    private func lock(_ client: HRClient, _ patience: Patience) async throws -> FileLock? {
        let end = ContinuousClock.now + patience.policy.patience
        while true {
            if let lock = try store.lock(.hrClient(client.id)) { return lock }
            guard patience == .foreground, ContinuousClock.now < end else { return nil }
            try await Task.sleep(for: .milliseconds(200))
        }
    }
}
