import Attendance
import ProgramSettings
import Store
import SyncEngine
import Wire

/// One HR client: how it is, what waits for it and how long, what it does not take and why, and who sends to it.
public struct HRClientReport: Sendable {
    public let client: HRClient
    /// When its next waiting punch is due; nil where none is.
    public let nextDue: Instant?
    /// Of all time.
    public let counts: StatusCounts
    public let deliveredUpTo: Instant?
    /// What waits, by age.
    public let ages: [WaitingAge]
    /// What of it goes only with a timed push or a person's.
    public let held: BoundedCount
    /// Those first that it keeps waiting most.
    public let senders: [SendingDevice]
    /// How many there are in all.
    public let senderCount: Int

    /// When the schedule tries it again; nil while all is well.
    public var nextTry: Instant? { client.nextTry(nextDue) }
    /// Nil while it takes what it is sent.
    public var outage: HROutage? { HROutage(client, nextTry: nextTry) }

    /// What an HR client's own shape says besides how it is.
    func json() -> [JSONValue.Member] {
        [
            JSONValue.Member("delivered", JSONValue(counts.delivered)),
            JSONValue.Member("waiting", JSONValue(counts.waiting)),
            JSONValue.Member("parked", JSONValue(counts.parked)),
            JSONValue.Member("rejected", JSONValue(counts.rejected)),
            JSONValue.Member("deliveredUpTo", JSONValue(deliveredUpTo.map(Zone.vietnam.rfc3339))),
            JSONValue.Member(
                "waitingByAge",
                .array(
                    ages.map { age in
                        [
                            "age": .string(age.band.rawValue), "from": .string(age.days.lowerBound.description),
                            "to": .string(age.days.upperBound.description), "count": JSONValue(age.count),
                        ]
                    })),
            JSONValue.Member("deviceCount", JSONValue(senderCount)),
        ]
    }
}

extension Hub {
    /// Of what is held no more is counted.
    private static let mostHeld = 10_000
    private static let mostSenders = 50

    /// How an HR client is at this moment.
    public func report(on client: HRClient) async throws(StoreFailure) -> HRClientReport {
        let today = try await store.settings.current().zone.date(at: engine.now())
        let senders = try await store.hrClients.senders(client, limit: Hub.mostSenders)
        return HRClientReport(
            client: client, nextDue: try await store.deliveries.nextDue(client),
            counts: try await store.status.counts(of: client),
            deliveredUpTo: try await store.status.deliveredUpTo(client),
            ages: WaitingAge.all(of: try await store.deliveries.waitingDays(client), today: today),
            held: try await store.deliveries.held(client, countingTo: Hub.mostHeld), senders: senders.devices,
            senderCount: senders.count)
    }
}
