import Attendance
import HRKit
import Logging
import Store

/// One pass over one HR client's outbox: batch after batch until nothing is due or the target is not fit. The
/// client's lock is held.
struct DeliveryPass {
    let engine: Engine
    let client: HRClient
    let kind: HRKind
    let system: any HRSystem
    let actor: Actor
    let progress: @Sendable (PassReport) -> Void

    private var store: Store { engine.store }

    func perform(_ request: DeliveryRequest) async throws -> PassReport {
        var report = PassReport(hrClient: client.name)
        let now = engine.now()
        var scope = DeliveryScope()
        switch request {
        case .due: break
        case .push(let asked):
            scope = asked
            if scope.hasDates {
                try await store.deliveries.owe(client, scope: scope, now: now)
            } else {
                try await store.deliveries.release(client, scope: scope, now: now)
            }
        case .retryParked: _ = try await store.deliveries.retryParked(client, now: now)
        }
        let failure = try await persist(scope, &report)
        report.waiting = try await store.deliveries.counts(client, scope: scope)[.waiting] ?? 0
        try await settle(failure, &report)
        return report
    }

    /// Runs over the outbox until it is done; in a person's hands an unfit target is tried again until there was
    /// no progress for as long as the patience lasts.
    private func persist(_ scope: DeliveryScope, _ report: inout PassReport) async throws -> BatchFailure? {
        var failures = 0
        var lastProgress = ContinuousClock.now
        while true {
            let before = report.settled
            guard let failure = try await drain(scope, &report) else { return nil }
            if report.settled > before {
                failures = 0
                lastProgress = .now
            }
            failures += 1
            let delay = actor.patience.policy.backoff.delay(afterFailures: failures, asked: failure.retryAfter)
            guard actor.patience == .foreground, failure.mayPass,
                ContinuousClock.now + delay < lastProgress + actor.patience.policy.patience
            else { return failure }
            do {
                try await Task.sleep(for: delay)
            } catch {
                return .cancelled
            }
        }
    }

    private func drain(_ scope: DeliveryScope, _ report: inout PassReport) async throws -> BatchFailure? {
        var mapping = try await store.codeMappings.codes(of: client)
        if let failure = try await replayParked(mapping) { return failure }
        // Fixed for the whole pass: what fails is due later and is not met again in it.
        let passTime = engine.now()
        var resolver = BatchResolver(
            system: system, schedule: kind.schedule, patience: actor.patience, now: engine.now)
        var told: Set<Phrase> = []
        while !Task.isCancelled {
            let due = try await store.deliveries.due(
                client, at: passTime, scope: scope, limit: max(1, system.batchSize))
            guard !due.isEmpty else {
                try await holdOld(passTime)
                return nil
            }
            // Read anew for each batch: a mapping that was taken back must not go on sending for the rest of a pass.
            mapping = try await store.codeMappings.codes(of: client)
            resolver.mapping = mapping
            let resolution = await resolver.resolve(due)
            try await store.deliveries.settle(
                client, resolution.settlements, sentUnder: mapping, now: engine.now())
            count(resolution.settlements, &report)
            progress(report)
            try await tell(system.takeDifferences(), &told)
            if let failure = resolution.stop { return failure }
            guard !resolution.settlements.isEmpty else { return nil }
        }
        return .cancelled
    }

    /// Tells of batches that were taken in part, each difference once in a pass.
    private func tell(_ differences: [Phrase], _ told: inout Set<Phrase>) async throws {
        for difference in differences where told.insert(difference).inserted && told.count <= 20 {
            engine.log.warning("\(client.name): \(difference.en)")
            try await store.history.record(
                "hr.partial", client.name, difference, act: Act(by: actor, at: engine.now()))
        }
    }

    /// Sets aside what is too old to go unasked, and says so.
    private func holdOld(_ passTime: Instant) async throws {
        let count = try await store.deliveries.holdOld(client, at: passTime)
        guard count > 0 else { return }
        let days = RunPlan.longestCatchUp.components.seconds / 86_400
        try await store.history.record(
            "hr.held", client.name,
            Phrase(
                en: "\(count) punches older than \(days) days are held: push their dates to send them",
                vi: "\(count) bản ghi cũ hơn \(days) ngày đang được giữ lại: hãy đẩy theo ngày để gửi"),
            act: Act(by: actor, at: engine.now()))
    }

    /// Parked punches whose code the HR system knows by now go with this pass.
    private func replayParked(_ mapping: [String: String]) async throws -> BatchFailure? {
        let codes = try await store.deliveries.parkedCodes(client)
        guard !codes.isEmpty else { return nil }
        do throws(BatchFailure) {
            let asked = Set(codes.map { mapping[$0] ?? $0 })
            guard let known = try await system.knownCodes(among: asked), !known.isEmpty else { return nil }
            return try await replay(codes.filter { known.contains(mapping[$0] ?? $0) })
        } catch {
            return error
        }
    }

    private func replay(_ codes: Set<String>) async throws(BatchFailure) -> BatchFailure? {
        do {
            let count = try await store.deliveries.replay(client, codes: codes, now: engine.now())
            if count > 0 {
                try await store.history.record(
                    "hr.replayed", client.name,
                    Phrase(
                        en: "\(count) parked punches go: HR knows their codes now",
                        vi: "\(count) bản ghi chờ được gửi: HR đã có mã chấm công"),
                    act: Act(by: actor, at: engine.now()))
            }
            return nil
        } catch {
            throw .unavailable(error.explained.phrase, retryAfter: nil)
        }
    }

    private func count(_ settlements: [(punchID: Int64, Settlement)], _ report: inout PassReport) {
        for (_, settlement) in settlements {
            report.attempted += 1
            switch settlement {
            case .delivered: report.delivered += 1
            case .parked: report.parked += 1
            case .rejected: report.rejected += 1
            case .again(_, let phrase): report.error = phrase
            }
        }
    }

    /// Notes at the client how the pass ended.
    private func settle(_ failure: BatchFailure?, _ report: inout PassReport) async throws {
        if case .cancelled? = failure { return }
        report.error = failure?.phrase ?? report.error
        let now = engine.now()
        // A pass that found nothing due has not learnt that the target is well.
        if failure == nil, client.failures > 0, report.settled == 0,
            try await store.deliveries.nextDue(client) != nil
        {
            return
        }
        if case .gone(let phrase)? = failure {
            try await store.hrClients.setEnabled(false, client, act: Act(by: actor, at: now))
            try await store.hrClients.settlePass(
                client, failure: phrase, needsPerson: true, nextAttemptAt: now, act: Act(by: actor, at: now))
            return
        }
        let backOff = failure.map { $0.backOff(failures: client.failures) } ?? .zero
        try await store.hrClients.settlePass(
            client, failure: failure?.phrase, needsPerson: failure.map { !$0.mayPass } ?? false,
            nextAttemptAt: now + backOff, act: Act(by: actor, at: now))
    }
}

extension BatchFailure {
    /// How long the schedule leaves an unfit target alone; one that refuses the client is probed rarely.
    ///
    /// - Parameter failures: passes that failed in a row before this one.
    func backOff(failures: Int) -> Duration {
        guard mayPass else { return Backoff.probe }
        return Backoff.hrClient.delay(afterFailures: failures + 1, asked: retryAfter)
    }
}
