import Attendance
import Foundation
import HRKit
import Store
import TestSupport
import Testing

@testable import SyncEngine

private let down = Phrase(verbatim: "down")

/// What a delivery is before anything is sent: whose turn it is, with which patience, and why it is refused.
@Suite struct DeliveringTests {
    @Test func reportsComeInTheOrderOfTheClientsWhoeverIsFirst() async throws {
        try await Bench.with { bench in
            for name in ["C", "A", "B"] { try await bench.addHR(name) }
            let clients = try await bench.store.hrClients.all()
            let reports = await bench.engine.deliver(to: clients, .due, by: .schedule)
            #expect(reports.map(\.hrClient) == clients.map(\.name) && reports.count == 3)
        }
    }

    @Test func aClientThatAnotherProcessServesIsBusyAndNothingIsSent() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            let lock = try #require(try bench.store.lock(.hrClient(client.id)))
            let report = await bench.deliver(client)
            #expect(report.isBusy && report.error?.en.hasPrefix("busy") == true && bench.hr.sizes.isEmpty)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func aClientThatWasDisabledMeanwhileGetsNothing() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            try await bench.store.hrClients.setEnabled(false, client, act: Act(by: .person("test"), at: bench.now))
            let report = await bench.deliver(client, .push(DeliveryScope()))
            #expect(report.error?.en.contains("hr enable “HR”") == true && !report.isBusy && bench.hr.sizes.isEmpty)
            let untouched = try await bench.client()
            #expect(untouched.failures == 0)
        }
    }

    @Test func aClientThatHasGoneIsSaidToHaveGone() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            try await bench.store.hrClients.remove(client, act: Act(by: .person("test"), at: bench.now))
            let report = await bench.deliver(client)
            #expect(report.error != nil && bench.hr.sizes.isEmpty)
        }
    }

    @Test func aKindThatThisVersionDoesNotKnowIsSaidSo() async throws {
        try await Bench.with { bench in
            let client = try await bench.store.hrClients.add(
                HRClientDraft(
                    name: "New", kind: "of-tomorrow", identity: "n", fields: FieldValues(), secrets: FieldValues()),
                act: Act(by: .person("test"), at: bench.now))
            let report = await bench.deliver(client)
            #expect(report.error?.en.contains("“of-tomorrow”") == true)
            let device = try await bench.addDevice(kind: "of-tomorrow")
            let read = await bench.engine.sync(device, .undated(.device), by: .schedule)
            #expect(read.error?.en.contains("“of-tomorrow”") == true && !read.isBusy)
            await #expect(throws: RequestFailure.self) { try await bench.engine.test(client) }
        }
    }

    /// In a person's hands two tries must fit into the patience.
    @Test(
        arguments: [
            (nil, .schedule, 20), (nil, .command, 15), ("9", .command, 9), ("9", .schedule, 9),
            ("120", .command, 15), ("120", .schedule, 120),
        ] as [(String?, Actor, Int)])
    func anAnswerIsWaitedForAsLongAsThePatienceAllows(
        _ asked: String?, _ actor: Actor, _ seconds: Int
    ) async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR(fields: asked.map { ["timeout-seconds": $0] } ?? [:])
            _ = await bench.engine.deliver(to: client, .due, by: actor)
            #expect(bench.hr.contexts.map(\.timeout) == [.seconds(seconds)])
        }
    }

    @Test func aLineIsMadeWithTheSecretsAndKnowsWhetherThePassBeforeFailed() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { _ throws(BatchFailure) in throw .unavailable(down, retryAfter: nil) }
            for _ in 0..<2 { _ = await bench.deliver(client) }
            #expect(bench.hr.contexts.map(\.isAfterFailure) == [false, true])
            #expect(bench.hr.contexts.allSatisfy { $0.fields["key"] == "key-of-HR" })
        }
    }

    /// A secret that no key opens is a person's to enter again: the schedule asks once an hour, and says so.
    @Test func aSecretThatNoKeyOpensIsSaidAtTheClientAndAtTheDevice() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            try FileManager.default.removeItem(at: bench.store.directory.appending(path: "rollcall.key"))
            let next = try bench.reopened()
            let report = await next.deliver(client)
            let noted = try await next.client()
            #expect(report.error != nil && noted.attention == report.error)
            #expect(noted.nextAttemptAt.since(bench.now) == .hours(1) && bench.hr.sizes.isEmpty)
            let read = await next.engine.sync(try await next.device(), .undated(.device), by: .schedule)
            let device = try await next.device()
            #expect(read.error != nil && device.attention == read.error)
            #expect(device.nextRunAt.since(bench.now) == .hours(1))
        }
    }

    // MARK: What a push takes

    @Test func aPushWithoutDatesTakesWhatWaitsAndLeavesWhatIsSettled() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a", "b", "c"])
            bench.hr.answers { batch in
                batch.map {
                    switch $0.code {
                    case "a": .rejected(down)
                    case "b": .failed(down, retryAfter: .hours(5))
                    default: .delivered(receipt: nil)
                    }
                }
            }
            _ = await bench.deliver(client)
            bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
            // What waits for its time does not wait for a person's push.
            let push = await bench.deliver(client, .push(DeliveryScope()))
            #expect(push.delivered == 1 && bench.hr.batches.last?.map(\.code) == ["b"])
            let dated = await bench.deliver(client, .push(DeliveryScope(from: bench.now - .hours(1))))
            #expect(dated.delivered == 1 && bench.hr.batches.last?.map(\.code) == ["a"])
        }
    }

    @Test func aPushOfOneDeviceTakesThatDevicesPunchesAndCountsThem() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            for name in ["Front", "Back"] {
                let device = try await bench.addDevice(name, hr: ["HR"])
                bench.vendor.has([bench.punch(name)])
                _ = await bench.engine.sync(device, .undated(.device), by: .schedule)
            }
            let front = try await bench.device("Front")
            let report = await bench.deliver(client, .push(DeliveryScope(sourceID: front.sourceID)))
            #expect(report.delivered == 1 && report.waiting == 0)
            #expect(bench.hr.batches.map { $0.map(\.code) } == [["Front"]])
        }
    }

    // MARK: How long an unfit target is left alone

    @Test(arguments: [(0, 5), (1, 10), (6, 320), (7, 600), (10, 600), (1000, 600)])
    func theSchedulesPatienceGrowsToTenMinutes(_ failures: Int, _ seconds: Int) {
        for failure in [BatchFailure.refused(down), .faulted(down), .unavailable(down, retryAfter: nil)] {
            #expect(failure.mayPass && failure.backOff(failures: failures) == .seconds(seconds))
        }
        for failure in [BatchFailure.clientRefused(down), .gone(down), .cancelled] {
            #expect(!failure.mayPass && failure.backOff(failures: failures) == .hours(1))
        }
    }

    @Test func aTargetsWishCountsWhereItIsTheLonger() {
        let wish = { BatchFailure.unavailable(down, retryAfter: $0) }
        #expect(wish(.seconds(60)).backOff(failures: 0) == .seconds(60))
        #expect(wish(.seconds(2)).backOff(failures: 3) == .seconds(40))
        #expect(wish(.seconds(60)).retryAfter == .seconds(60) && BatchFailure.faulted(down).retryAfter == nil)
    }

    @Test func whoActsIsNamed() async throws {
        try await Bench.with { bench in
            let client = try await bench.owing(["a"])
            bench.hr.answers { _ throws(BatchFailure) in throw .clientRefused(down) }
            _ = await bench.deliver(client)
            _ = await bench.engine.deliver(to: client, .push(DeliveryScope()), by: .person("test"))
            bench.hr.answers { batch in batch.map { _ in .delivered(receipt: nil) } }
            _ = await bench.engine.deliver(to: client, .push(DeliveryScope()), by: .person("test"))
            let entries = try await bench.store.history.entries(limit: 20)
            #expect(entries.first { $0.event == "hr.failing" }?.actor == .schedule)
            #expect(entries.first { $0.event == "hr.recovered" }?.actor == .person("test"))
        }
    }

    @Test func aTestOfAClientTellsWhatItFound() async throws {
        try await Bench.with { bench in
            let client = try await bench.addHR()
            let found = try await bench.engine.test(client)
            #expect((try? found.get()) == Phrase(verbatim: "well"))
        }
    }
}
