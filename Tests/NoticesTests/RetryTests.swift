import Attendance
import AttendanceHub
import Foundation
import Scheduling
import Simulators
import Store
import SyncEngine
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import Notices

/// How often, when and for how long somebody is told who does not take it.
@Suite struct RetryTests {
    @Test func aNoticeIsTriedTwelveTimesLaterAndLaterAndNoMore() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            bench.outside.answer(500)
            let waits = [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 15_360]
            for (tried, seconds) in waits.enumerated() {
                try await bench.courier.deliver()
                #expect(bench.outside.calls.count == tried + 1)
                bench.hub.clock.advance(by: .seconds(seconds) - .milliseconds(1))
                try await bench.courier.deliver()
                #expect(bench.outside.calls.count == tried + 1, "not before \(seconds) s")
                bench.hub.clock.advance(by: .milliseconds(1))
            }
            #expect(try await bench.waiting().first?.attempts == 11)
            #expect(try await bench.givenUp().isEmpty, "nobody is told of what is still tried")
            try await bench.courier.deliver()
            #expect(bench.outside.calls.count == 12)
            #expect(try await bench.waiting().isEmpty)
            let told = try await bench.givenUp()
            #expect(told.map(\.detail.en) == ["the webhook answered HTTP 500. It has a fault of its own."])
            #expect(told.first?.subject == "UB26-00001" && told.first?.actor == .machine(.notices))
            bench.hub.clock.advance(by: .hours(100))
            try await bench.courier.deliver()
            #expect(bench.outside.calls.count == 12)
        }
    }

    @Test func whatArrivesAtLastIsToldOnceAndNothingIsGivenUp() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            bench.outside.answer(503)
            for _ in 0..<3 {
                try await bench.courier.deliver()
                bench.hub.clock.advance(by: .hours(6))
            }
            bench.outside.answer(204)
            for _ in 0..<3 {
                try await bench.courier.deliver()
                bench.hub.clock.advance(by: .hours(6))
            }
            #expect(bench.outside.calls.count == 4)
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().isEmpty)
            // The receiver knows it again by its id; the time is that of the attempt.
            #expect(Set(bench.outside.calls.map { $0.headers["webhook-id"] }).count == 1)
            #expect(Set(bench.outside.calls.map { $0.headers["webhook-timestamp"] }).count == 4)
        }
    }

    @Test(arguments: [200, 202, 204, 299]) func anySuccessIsOne(_ status: Int) async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.subscribe(bench.address + "/push")
            try await bench.leave(toWebhook: true)
            bench.outside.answer(status)
            try await bench.courier.deliver()
            #expect(bench.outside.calls.count == 2)
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().isEmpty)
        }
    }

    @Test(arguments: [301, 400, 401, 403, 404, 408, 413, 429, 500, 503])
    func aWebhookThatRefusesIsTriedAgain(_ status: Int) async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            bench.outside.answer(status)
            try await bench.courier.deliver()
            #expect(try await bench.waiting().map(\.attempts) == [1])
            #expect(try await bench.givenUp().isEmpty)
        }
    }

    @Test func aWebhookThatIsGoneIsNotTriedAgain() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            bench.outside.answer(410)
            for _ in 0..<3 {
                try await bench.courier.deliver()
                bench.hub.clock.advance(by: .hours(6))
            }
            #expect(bench.outside.calls.count == 1)
            #expect(try await bench.waiting().isEmpty)
            #expect(
                try await bench.givenUp().map(\.detail.en) == ["the webhook answered HTTP 410. It wants nothing more."])
        }
    }

    @Test(arguments: [400, 403, 404, 410, 413])
    func aBrowserThatWillNeverTakeItIsToldOnceAndForgottenOnlyWhereItIsGone(_ status: Int) async throws {
        try await CourierBench.with { bench in
            try await bench.subscribe(bench.address + "/push")
            try await bench.leave()
            bench.outside.answer(status)
            for _ in 0..<2 {
                try await bench.courier.deliver()
                bench.hub.clock.advance(by: .hours(6))
            }
            #expect(bench.outside.calls.count == 1)
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().count == 1)
            let isGone = status == 404 || status == 410
            #expect(try await (bench.store.notices.subscription(1) == nil) == isGone)
            // Whoever has gone is sent nothing new.
            bench.outside.answer(201)
            try await bench.leave(event: "executed")
            try await bench.courier.deliver()
            #expect(bench.outside.calls.count == (isGone ? 1 : 2))
        }
    }

    @Test(arguments: [301, 401, 408, 429, 500, 502, 503])
    func aPushServiceThatIsBusyIsTriedAgainAndTheBrowserKept(_ status: Int) async throws {
        try await CourierBench.with { bench in
            try await bench.subscribe(bench.address + "/push")
            try await bench.leave()
            bench.outside.answer(status)
            try await bench.courier.deliver()
            #expect(try await bench.waiting().map(\.attempts) == [1])
            #expect(try await bench.store.notices.subscription(1) != nil)
        }
    }

    @Test func aBrowserThatSignedOffMeanwhileEndsItsNotice() async throws {
        try await CourierBench.with { bench in
            try await bench.subscribe(bench.address + "/push")
            try await bench.leave()
            try await bench.store.notices.unsubscribe(endpoint: bench.address + "/push")
            try await bench.courier.deliver()
            #expect(try await bench.waiting().isEmpty && bench.outside.calls.isEmpty)
            #expect(try await bench.givenUp().map(\.detail.en) == ["the browser has gone"])
        }
    }

    @Test func oneOfTwoBrowsersGoingLeavesTheOther() async throws {
        try await CourierBench.with { bench in
            try await bench.subscribe(bench.address + "/first")
            try await bench.subscribe(bench.address + "/second")
            try await bench.leave()
            bench.outside.faults.order(.status(410), on: "/first")
            try await bench.courier.deliver()
            #expect(bench.outside.calls.map(\.path) == ["/second"])
            #expect(try await bench.store.notices.subscription(1) == nil)
            #expect(try await bench.store.notices.subscription(2) != nil)
        }
    }

    @Test func whereLogsEndIsToldAgainOnTheNextDayWhereNobodyTookIt() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false)
            #expect(try await bench.store.cases.tellLogHeads(on: "2026-05-04", now: bench.now) == 1)
            bench.outside.answer(410)
            try await bench.courier.deliver()
            #expect(try await bench.store.cases.tellLogHeads(on: "2026-05-05", now: bench.now) == 1)
            // Tried again and again, it is not untold yet.
            bench.outside.answer(500)
            try await bench.courier.deliver()
            #expect(try await bench.store.cases.tellLogHeads(on: "2026-05-06", now: bench.now) == 0)
            bench.outside.answer(200)
            bench.hub.clock.advance(by: .hours(6))
            try await bench.courier.deliver()
            #expect(try await bench.store.cases.tellLogHeads(on: "2026-05-07", now: bench.now) == 0)
            let told = try #require(bench.outside.calls.last)
            let heads = CaseLog.Head.noted(in: try JSONValue(parsing: told.body))?.heads
            #expect(try await heads == bench.store.cases.logHeads())
        }
    }

    @Test func oneThatCannotBeToldDoesNotHoldUpTheOthers() async throws {
        try await CourierBench.with { bench in
            // An address without a scheme, which a console on loopback lets in.
            try await bench.subscribe("//127.0.0.1/push")
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toWebhook: true)
            try await bench.courier.deliver()
            #expect(bench.outside.calls.map(\.path) == ["/hook"])
            #expect(try await bench.waiting().isEmpty)
            #expect(try await bench.givenUp().count == 1)
        }
    }

    @Test func twoServersOnOneDirectoryTellNobodyTwice() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            let other = NoticeCourier(store: bench.store, http: bench.hub.engine.http, now: { bench.hub.clock.now })
            var held = try bench.store.lock(.job("notices"))
            try await other.deliver()
            #expect(held != nil && bench.outside.calls.isEmpty, "what another is at is left to that one")
            held = nil
            async let first: Void = bench.courier.deliver()
            async let second: Void = other.deliver()
            _ = try await (first, second)
            try await other.deliver()
            #expect(bench.outside.calls.count == 1)
        }
    }

    @Test func aCourierThatRunsDeliversUntilItIsStopped() async throws {
        try await CourierBench.with { bench in
            try await bench.set("notice-webhook", bench.address + "/hook")
            try await bench.leave(toUser: false, toWebhook: true)
            let run = Task { await bench.courier.run() }
            #expect(try await eventually { try await bench.waiting().isEmpty })
            run.cancel()
            await run.value
            #expect(bench.outside.calls.count == 1)
        }
    }
}
