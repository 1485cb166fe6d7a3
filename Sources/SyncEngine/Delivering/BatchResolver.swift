import Attendance
import HRKit
import Store

/// Brings a batch to an end record by record: a batch that fails as a whole is halved down to the record that
/// fails, so that one poison record never blocks the rest. Tells an outage from a poison record by whether
/// anything at all went through.
struct BatchResolver {
    struct Resolution {
        var settlements: [(punchID: Int64, Settlement)] = []
        /// Why the pass must end.
        var stop: BatchFailure?
    }

    private struct Single {
        let due: DueDelivery
        let phrase: Phrase
    }

    private let system: any HRSystem
    private let schedule: RetrySchedule
    private let patience: Patience
    private let now: @Sendable () -> Instant
    /// Employee codes that the target knows by another name.
    var mapping: [String: String] = [:]
    private var hasSucceeded = false
    private let started = ContinuousClock.now

    init(
        system: any HRSystem, schedule: RetrySchedule, patience: Patience, now: @escaping @Sendable () -> Instant
    ) {
        self.system = system
        self.schedule = schedule
        self.patience = patience
        self.now = now
    }

    mutating func resolve(_ due: [DueDelivery]) async -> Resolution {
        var resolution = Resolution()
        var refused: [Single] = []
        var faulted: [Single] = []
        let sorted = due.sorted {
            ($0.punch.code, $0.punch.at, $0.punch.id) < ($1.punch.code, $1.punch.at, $1.punch.id)
        }
        resolution.stop = await send(sorted[...], isRetry: false, &resolution, &refused, &faulted)
        // Alone at fault only if others went through. One or two that stand alone are believed; more of them
        // without a single success are the target's trouble, and wait.
        for single in refused {
            let isBelieved = hasSucceeded || (refused.count <= 2 && resolution.stop == nil)
            resolution.settlements.append(
                (single.due.punch.id, isBelieved ? .rejected(single.phrase) : again(single, asked: nil)))
        }
        // Without any success it is the target, and what it was sent may have arrived all the same.
        if !hasSucceeded, resolution.stop == nil, let first = faulted.first {
            resolution.stop = .faulted(first.phrase)
        }
        for single in faulted where hasSucceeded {
            resolution.settlements.append((single.due.punch.id, again(single, asked: nil)))
        }
        return resolution
    }

    /// Sends a batch, halving it while it fails; nil to go on, a failure to stop.
    private mutating func send(
        _ batch: ArraySlice<DueDelivery>, isRetry: Bool, _ resolution: inout Resolution, _ refused: inout [Single],
        _ faulted: inout [Single]
    ) async -> BatchFailure? {
        guard let first = batch.first else { return nil }
        do throws(BatchFailure) {
            let outcomes = try await system.send(batch.map { outgoing($0) })
            return await take(Array(zip(batch, outcomes)), &resolution)
        } catch {
            switch error {
            case .refused(let phrase):
                guard batch.count > 1 else {
                    refused.append(Single(due: first, phrase: phrase))
                    return !hasSucceeded && refused.count >= 3 ? error : nil
                }
            case .faulted(let phrase):
                // Once more as it is: most faults are a moment's.
                let isWorn = !hasSucceeded && ContinuousClock.now - started > patience.policy.patience
                if isWorn { return error }
                if !isRetry {
                    guard (try? await Task.sleep(for: patience.policy.backoff.delay(afterFailures: 1))) != nil else {
                        return .cancelled
                    }
                    return await send(batch, isRetry: true, &resolution, &refused, &faulted)
                }
                guard batch.count > 1 else {
                    faulted.append(Single(due: first, phrase: phrase))
                    return !hasSucceeded && faulted.count >= 2 ? error : nil
                }
            case .unavailable, .clientRefused, .gone, .cancelled:
                return error
            }
        }
        let middle = batch.startIndex + batch.count / 2
        if let stop = await send(batch[..<middle], isRetry: true, &resolution, &refused, &faulted) { return stop }
        return await send(batch[middle...], isRetry: true, &resolution, &refused, &faulted)
    }

    private func outgoing(_ due: DueDelivery) -> OutgoingPunch {
        OutgoingPunch(
            due.punch, code: mapping[due.punch.code] ?? due.punch.code, attempts: due.attempts)
    }

    /// Settles what a target answered record by record. In a person's hands, what failed is sent again at once
    /// with growing pauses, until nothing moved for as long as the patience lasts.
    private mutating func take(
        _ results: [(DueDelivery, DeliveryOutcome)], _ resolution: inout Resolution
    ) async -> BatchFailure? {
        var open = settle(results, &resolution)
        var failures = 1
        var lastProgress = ContinuousClock.now
        while patience == .foreground, !open.isEmpty {
            let asked = open.compactMap(\.asked).max()
            let delay = patience.policy.backoff.delay(afterFailures: failures, asked: asked)
            guard ContinuousClock.now + delay < lastProgress + patience.policy.patience,
                (try? await Task.sleep(for: delay)) != nil
            else { break }
            do throws(BatchFailure) {
                let outcomes = try await system.send(open.map { outgoing($0.due) })
                let before = open.count
                open = settle(Array(zip(open.map(\.due), outcomes)), &resolution)
                failures = open.count < before ? 1 : failures + 1
                if open.count < before { lastProgress = .now }
            } catch {
                return error
            }
        }
        guard !open.isEmpty else { return nil }
        for failed in open {
            guard let phrase = failed.phrase else { continue }
            resolution.settlements.append(
                (failed.due.punch.id, again(Single(due: failed.due, phrase: phrase), asked: failed.asked)))
        }
        // Nothing but failures mean the target and not the records. Where others went through, what was not tried
        // stays due and is met again in this pass.
        guard let phrase = open.compactMap(\.phrase).first, open.count == results.count else { return nil }
        return .unavailable(phrase, retryAfter: open.compactMap(\.asked).max())
    }

    private struct Open {
        let due: DueDelivery
        /// Nil when it was not tried.
        let phrase: Phrase?
        let asked: Duration?
    }

    /// Notes what is settled; returns what is not.
    private mutating func settle(
        _ results: [(DueDelivery, DeliveryOutcome)], _ resolution: inout Resolution
    ) -> [Open] {
        var open: [Open] = []
        for (due, outcome) in results {
            switch outcome {
            case .delivered(let receipt):
                hasSucceeded = true
                resolution.settlements.append((due.punch.id, .delivered(receipt: receipt)))
            case .parked(let reason, let phrase):
                resolution.settlements.append((due.punch.id, .parked(code: reason.rawValue, phrase)))
            case .rejected(let phrase): resolution.settlements.append((due.punch.id, .rejected(phrase)))
            case .failed(let phrase, let asked): open.append(Open(due: due, phrase: phrase, asked: asked))
            case .untried: open.append(Open(due: due, phrase: nil, asked: nil))
            }
        }
        return open
    }

    /// The next attempt by the kind's schedule; parked when the attempts are used up.
    private func again(_ single: Single, asked: Duration?) -> Settlement {
        guard let delay = schedule.delay(afterAttempt: single.due.attempts + 1) else {
            return .parked(code: ParkReason.exhausted.rawValue, single.phrase)
        }
        return .again(at: now() + max(delay, asked ?? .zero), single.phrase)
    }
}

extension OutgoingPunch {
    /// - Parameter code: the employee code as the target knows it.
    init(_ punch: StoredPunch, code: String, attempts: Int) {
        self.init(
            recordID: punch.recordID, code: code, personName: punch.personName, at: punch.at,
            local: punch.local, offset: punch.offset, direction: punch.direction, device: punch.device,
            deviceKind: punch.kind, sourceIdentity: punch.identity, sourceDevice: punch.sourceDevice,
            attempts: attempts)
    }
}
