import Attendance
import Foundation
import HRKit
import HTTPTransport
import Simulators
import SyncEngine
import TestSupport
import Testing

@testable import BaseCheckin
@testable import Webhook

/// A status decides once it is in, whatever becomes of the body behind it.
@Suite struct BadBodyTests {
    /// A loaded machine is not a failure.
    private func patient(_ fields: [String: String], _ http: any HTTPSending) -> HRContext {
        context(fields, http, timeout: .seconds(30))
    }

    @Test(arguments: BadBody.allCases) func aWebhookThatAnswered200HasTheEventWhateverItsBody(_ body: BadBody)
        async throws
    {
        let receiver = WebhookReceiver()
        try await TestHub.with([receiver]) { hub, addresses in
            let system = WebhookSystem(context: patient(["url": addresses[0] + "/hook"], hub.engine.http))
            receiver.faults.order(.body(body), on: "/hook", times: 100)
            let batch = (1...24).map { outgoing($0, code: String($0 % 12)) }
            let outcomes = try await system.send(batch)
            for outcome in outcomes {
                guard case .delivered = outcome else {
                    Issue.record("\(body): \(outcome)")
                    return
                }
            }
            #expect(receiver.calls.count == 24 && Set(receiver.calls.map(\.id)).count == 24)
            #expect(try await system.test().en.contains("HTTP 200"))
            // Nothing is left behind that would spoil the next call.
            receiver.faults.clear()
            #expect(try await system.send([outgoing(99)]).count == 1)
            #expect(receiver.calls.count == 26)
        }
    }

    @Test(arguments: BadBody.allCases) func aRefusalIsJudgedByItsStatusWhateverItsBody(_ body: BadBody) async throws {
        let receiver = WebhookReceiver()
        let base = BaseCheckinSimulator(codes: ["1001"])
        try await TestHub.with([receiver, base]) { hub, addresses in
            let hook = WebhookSystem(context: patient(["url": addresses[0] + "/hook"], hub.engine.http))
            receiver.faults.order(.body(body, status: 500), on: "/hook")
            let outcomes = try await hook.send([outgoing()])
            guard case .failed(let phrase, _) = outcomes[0] else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(phrase.en.contains("answered HTTP 500"))
            for (status, expected) in [(503, "unavailable"), (401, "clientRefused"), (500, "faulted"), (410, "gone")] {
                base.faults.order(.body(body, status: status), on: "/v1")
                let system = BaseCheckinSystem(
                    context: patient(["token": "base-token", "base-url": addresses[1]], hub.engine.http))
                do throws(BatchFailure) {
                    _ = try await system.send([outgoing()])
                    Issue.record("sent")
                } catch {
                    #expect("\(error)".hasPrefix(expected) && error.phrase.en.contains("HTTP \(status)"))
                }
            }
        }
    }

    @Test func aHeadThatNeverComesIsStillWaitedForInVain() async throws {
        let receiver = WebhookReceiver()
        try await TestHub.with([receiver]) { hub, addresses in
            let system = WebhookSystem(context: context(["url": addresses[0] + "/hook"], hub.engine.http))
            receiver.faults.order(.hang(seconds: 30), on: "/hook")
            let outcomes = try await system.send([outgoing()])
            guard case .failed(let phrase, _) = outcomes[0] else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(phrase.en.contains("did not answer within 2 seconds"))
        }
    }

    @Test func aSuccessWhoseBodyIsTheAnswerHasToComeWhole() async throws {
        let base = BaseCheckinSimulator(codes: ["1001"])
        try await TestHub.with([base]) { hub, addresses in
            let system = BaseCheckinSystem(
                context: context(["token": "base-token", "base-url": addresses[0]], hub.engine.http))
            for body in [BadBody.huge, .cutOff, .endless] {
                base.faults.order(.body(body), on: "mass_sync")
                do throws(BatchFailure) {
                    _ = try await system.send([outgoing()])
                    Issue.record("sent")
                } catch {
                    guard case .faulted = error else {
                        Issue.record("\(error)")
                        return
                    }
                }
            }
        }
    }
}
