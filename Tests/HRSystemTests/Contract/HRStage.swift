import Attendance
import Foundation
import HRKit
import HTTPTransport
import TestSupport
import Wire

/// A kind's stand-in at its place, ready to be delivered to.
struct HRStage: Sendable {
    let subject: HRKindUnderTest
    let place: HRPlace
    private let http: any HTTPSending

    init(of subject: HRKindUnderTest, at place: HRPlace, http: any HTTPSending) {
        self.subject = subject
        self.place = place
        self.http = http
    }

    /// A line to the system, made as a pass of deliveries makes it.
    ///
    /// - Parameters:
    ///   - changed: fields that differ from the right ones.
    ///   - http: answers in the place of the stand-in.
    func system(
        _ changed: [String: String] = [:], timeout: Duration = .seconds(30), http stub: (any HTTPSending)? = nil
    ) throws -> any HRSystem {
        let fields = subject.fields(place).merging(changed) { $1 }
        return subject.kind.makeSystem(
            HRContext(
                fields: try subject.kind.checked(FieldValues(fields.mapValues { [$0] })), http: stub ?? http,
                now: { Instant("2026-10-01T08:00:00+07:00") }, timeout: timeout,
                folders: FileFolders(
                    dataDirectory: place.folder.appending(path: "data"), folders: [place.folder.path])))
    }

    /// The values of fields that are secret.
    var secrets: [String] {
        subject.fields(place).filter { subject.kind.fields.isSecret($0.key) }.map(\.value)
    }

    /// What the system knows by now, each punch once, in no order.
    func known() throws -> Set<[String]> { Set(try subject.arrived(place)) }

    func facts(of batch: [OutgoingPunch]) -> Set<[String]> { Set(batch.map(subject.facts)) }
}

/// What became of a batch, by record or as a whole.
struct Sent: Sendable {
    var outcomes: [DeliveryOutcome] = []
    var failure: BatchFailure?
    /// What is said of it besides.
    var differences: [Phrase] = []

    static func by(_ system: any HRSystem, _ batch: [OutgoingPunch]) async -> Sent {
        var sent = Sent()
        do throws(BatchFailure) { sent.outcomes = try await system.send(batch) } catch { sent.failure = error }
        sent.differences = system.takeDifferences()
        return sent
    }

    var deliveredPlaces: [Int] { outcomes.indices.filter { word(outcomes[$0]) == "delivered" } }

    /// Every sentence in it.
    var phrases: [Phrase] {
        let ofRecords = outcomes.compactMap { outcome -> Phrase? in
            switch outcome {
            case .delivered(let receipt): receipt.map(Phrase.init(verbatim:))
            case .parked(_, let phrase), .rejected(let phrase), .failed(let phrase, _): phrase
            case .untried: nil
            }
        }
        return ofRecords + (failure.map { [$0.phrase] } ?? []) + differences
    }

    /// Whose move it is; nil where something was delivered or nothing is said.
    var move: Move? {
        switch failure {
        case .unavailable, .cancelled: return .time
        case .refused, .faulted: return .records
        case .clientRefused, .gone: return .person
        case nil: return outcomes.contains { word($0) == "failed" } && deliveredPlaces.isEmpty ? .records : nil
        }
    }

    /// How long the system wants to be left alone.
    var wait: Duration? {
        if case .unavailable(_, let wait)? = failure { return wait }
        return outcomes.lazy.compactMap { if case .failed(_, let wait) = $0 { wait } else { nil } }.first
    }
}
