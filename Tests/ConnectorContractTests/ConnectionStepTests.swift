import Attendance
import ConnectorKit
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import HanetConnector

/// The connection test of a device, and what a kind makes of what was entered for one.
@Suite struct ConnectionStepTests {
    private struct Full: Error {}

    @Test(arguments: [(1, true), (2, true), (3, false)])
    func aStepIsTriedAsOftenAsThePolicySays(_ faults: Int, _ isPassed: Bool) async throws {
        let calls = Mutex(0)
        let vendor = ScriptedVendor { _ in
            let number = calls.withLock { calls in
                calls += 1
                return calls
            }
            return number <= faults ? .json("{}", status: 500) : .hanet(#"{"name":"Công ty"}"#)
        }
        let step = HanetConnector(context: hanetContext(vendor, attempts: 3)).connectionSteps[0]
        if isPassed {
            #expect(try await step.run().en == "accepted, account “Công ty”")
            #expect(vendor.calls.count == faults + 1)
        } else {
            let failure = await #expect(throws: ConnectorFailure.self) { try await step.run() }
            #expect(failure?.code == .vendorFault && vendor.calls.count == 3)
        }
    }

    @Test func aRenewedTokenThatCannotBeKeptFailsTheStepAndIsNotUsed() async throws {
        let vendor = ScriptedVendor { call in
            call.url.hasPrefix("http://oauth.test/token")
                ? .json(#"{"access_token":"new","refresh_token":"r1"}"#) : .hanet(code: -103)
        }
        let stored = Credentials(values: FieldValues(["token": ["t0"], "refresh-token": ["r0"]]))
        let credentials = CredentialStore { renewal in
            _ = try await renewal(stored)
            throw Full()
        }
        let context = hanetContext(
            vendor, ["client-id": "app", "client-secret": "whose"], credentials: credentials)
        let step = HanetConnector(context: context).connectionSteps[0]
        let failure = await #expect(throws: ConnectorFailure.self) { try await step.run() }
        #expect(failure?.code == .configuration && failure?.step.en == "storing the renewed token")
        #expect(failure?.problem.en.contains("Full") == true)
        #expect(!vendor.calls.contains { $0.form["token"] == "new" })
    }

    @Test func aKindWithoutAFormOfItsOwnStoresWhatWasEntered() throws {
        let kind = DeviceKind(
            id: "k", title: Phrase(verbatim: "K"),
            ownFields: [FieldSpecification("place", required: true, help: Phrase(verbatim: "the place"))],
            policy: SyncPolicy(
                first: .days(3), periodic: .today, device: .days(2), all: .days(5), furthestBackMonths: 12,
                lookBack: .days(3)),
            recordedTime: .instant, identityLabel: "Place", identity: { $0["place"] ?? "" },
            makeConnector: { HanetConnector(context: $0) })
        let checked = try kind.checked(FieldValues(["place": ["HTTPS://x/13433"]]))
        #expect(checked["place"] == "HTTPS://x/13433" && kind.identity(checked) == "HTTPS://x/13433")
        #expect(throws: FieldFailure.self) { try kind.checked(FieldValues()) }
    }
}
