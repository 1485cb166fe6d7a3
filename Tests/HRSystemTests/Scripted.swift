import Attendance
import Foundation
import HRKit
import HTTPTransport
import Synchronization
import TestSupport
import Wire

@testable import BaseCheckin

/// Answers calls from a function that may fail or wait, and remembers them.
final class ScriptedHTTP: HTTPSending {
    typealias Answer = @Sendable (_ call: HTTPCall, _ number: Int) async throws(HTTPFailure) -> HTTPReply

    private let answer: Answer
    private let seen = Mutex<[HTTPCall]>([])

    init(_ answer: @escaping Answer) { self.answer = answer }

    var calls: [HTTPCall] { seen.withLock { $0 } }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply {
        let number = seen.withLock { seen in
            seen.append(call)
            return seen.count
        }
        return try await answer(call, number)
    }
}

/// Base with answers that a test writes.
struct ScriptedBase {
    let http: ScriptedHTTP
    let system: BaseCheckinSystem

    /// - Parameters:
    ///   - codes: the answer to `checkin_codes`; by default one without a list, so that nobody is parked.
    ///   - answer: that to `mass_sync`, by the ids of its records.
    init(
        codes: String = #"{"code":1}"#, fields: [String: String] = [:], isQuotable: Bool = true,
        _ answer: @escaping @Sendable (_ ids: [String]) -> String
    ) {
        let http = ScriptedHTTP { call, _ in
            let said = call.url.hasSuffix("mass_sync") ? answer(ScriptedBase.ids(in: call)) : codes
            return HTTPReply(status: 200, body: Array(said.utf8), isQuotable: isQuotable)
        }
        self.http = http
        let usual = ["token": "t", "base-url": "http://base.test"]
        system = BaseCheckinSystem(context: context(usual.merging(fields) { $1 }, http))
    }

    /// What `mass_sync` was called with, call by call.
    var batches: [[String]] { http.calls.filter { $0.url.hasSuffix("mass_sync") }.map(ScriptedBase.ids) }

    var readings: Int { http.calls.count { $0.url.hasSuffix("checkin_codes") } }

    static func form(_ call: HTTPCall) -> Form {
        Form(urlEncoded: String(decoding: call.body ?? [], as: UTF8.self)) ?? Form()
    }

    static func logs(in call: HTTPCall) -> [JSONValue] {
        (try? JSONValue(parsing: Array(form(call)["logs"].utf8)))?.array ?? []
    }

    static func ids(in call: HTTPCall) -> [String] {
        logs(in: call).flatMap { $0["dates"]?.array ?? [] }.flatMap { $0["logs"]?.array ?? [] }
            .compactMap { $0["id"]?.text }
    }
}

/// A punch of a device whose clock stands in a zone of its own.
func punch(
    _ number: Int, code: String = "1001", at: String, on zone: Zone = .vietnam, attempts: Int = 0
) -> OutgoingPunch {
    let instant = Instant(at)
    return OutgoingPunch(
        recordID: outgoing(number).recordID, code: code, personName: "Nguyễn Lan", at: instant,
        local: zone.local(at: instant), offset: zone.offset(at: instant), direction: .entry, device: "Office",
        deviceKind: "hanet", sourceIdentity: "13433", sourceDevice: "Gate", attempts: attempts)
}

/// An outcome in a word.
func word(_ outcome: DeliveryOutcome) -> String {
    switch outcome {
    case .delivered: "delivered"
    case .parked(let reason, _): "parked \(reason.rawValue)"
    case .rejected: "rejected"
    case .failed: "failed"
    case .untried: "untried"
    }
}

/// The sentence that an outcome comes with, or the receipt.
func said(_ outcome: DeliveryOutcome) -> String {
    switch outcome {
    case .delivered(let receipt): receipt ?? ""
    case .parked(_, let phrase), .rejected(let phrase), .failed(let phrase, _): phrase.en
    case .untried: ""
    }
}

/// A failure in a word.
func word(_ failure: BatchFailure) -> String {
    switch failure {
    case .refused: "refused"
    case .faulted: "faulted"
    case .unavailable: "unavailable"
    case .clientRefused: "clientRefused"
    case .gone: "gone"
    case .cancelled: "cancelled"
    }
}

/// What a batch came to: each record's word, or the failure's.
func result(_ system: some HRSystem, _ batch: [OutgoingPunch]) async -> [String] {
    do throws(BatchFailure) { return try await system.send(batch).map { word($0) } } catch { return [word(error)] }
}
