import Access
import Attendance
import Foundation
import HTTPTransport
import Store
import TestSupport
import Testing

@testable import Console

/// Open pages: how many, for whom, and what each of them hears.
@Suite struct LiveWatchTests {
    private func live(_ hub: TestHub) -> LiveUpdates {
        LiveUpdates(hub: hub.attendance, jobs: Jobs(now: { hub.clock.now }))
    }

    private func person(_ account: Int64?, _ permissions: Set<Permission> = [.devicesRead]) -> Principal {
        Principal(.person("x"), permissions: permissions, accountID: account)
    }

    @Test func anAccountHasTwelvePagesWhereverItSits() async throws {
        try await TestHub.with { hub, _ in
            let live = live(hub)
            let open = (0..<12).compactMap { live.watch(person(1), session: "s", address: "a\($0)")?.id }
            #expect(open.count == 12 && Set(open).count == 12)
            #expect(live.watch(person(1), session: "t", address: "b") == nil)
            #expect(live.watch(person(2), session: "u", address: "b") != nil)
            live.leave(open[5])
            #expect(live.watch(person(1), session: "s", address: "b") != nil)
            #expect(live.watch(person(1), session: "s", address: "b") == nil)
        }
    }

    @Test func anAddressHasSixtyPagesWhoeverSitsThere() async throws {
        try await TestHub.with { hub, _ in
            let live = live(hub)
            let open = (0..<60).compactMap { live.watch(person(Int64($0)), session: "s\($0)", address: "office") }
            #expect(open.count == 60)
            #expect(live.watch(person(99), session: "t", address: "office") == nil)
            #expect(live.watch(person(99), session: "t", address: "home") != nil)
        }
    }

    @Test func theServerHasTwoHundredPages() async throws {
        try await TestHub.with { hub, _ in
            let live = live(hub)
            let open = (0..<200).compactMap {
                live.watch(person(Int64($0)), session: "s\($0)", address: "a\($0 / 20)")
            }
            #expect(open.count == 200)
            #expect(live.watch(person(999), session: "t", address: "z") == nil)
            live.leave(open[0].id)
            #expect(live.watch(person(999), session: "t", address: "z") != nil)
        }
    }

    @Test func theEndOfASessionEndsItsPagesAndNoOthers() async throws {
        try await TestHub.with { hub, _ in
            let live = live(hub)
            let watchers = try ["gone", "gone", "stays"].map {
                try #require(live.watch(person(1), session: $0, address: "a"))
            }
            live.end(session: "gone")
            for watcher in watchers.prefix(2) {
                var count = 0
                for await _ in watcher.snapshots { count += 1 }
                #expect(count == 0, "its page waits for nothing more")
            }
            // One of the twelve places of the account is taken still.
            let more = (0..<20).compactMap { _ in live.watch(person(1), session: "stays", address: "a") }
            #expect(more.count == 11)
        }
    }

    /// Reads what a page is sent until it has heard `word`.
    private func hears(
        _ test: TestConsole, _ visitor: TestConsole.Visitor, until word: String,
        then act: (() async throws -> Void)? = nil
    ) async throws -> String {
        let port = try #require(URLComponents(string: test.address)?.port)
        let page = try #require(RawConnection(port: port))
        page.say("GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: rollcall=\(visitor.session ?? "")\r\n\r\n")
        #expect(try await eventually { page.answer.contains("event: jobs") })
        try await act?()
        #expect(try await eventually { page.answer.contains(word) })
        return page.answer
    }

    @Test(arguments: [
        (Role.admin, true, true), (.operator, true, false), (.viewer, true, false), (.installer, false, true),
        (.reviewer, false, true),
    ])
    func aPageHearsOfWhatItsReaderMaySee(_ role: Role, _ devices: Bool, _ cases: Bool) async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice(
                "Cổng", kind: "nuveq", ["api-id": "344", "token-key": "k", "base-url": "http://127.0.0.1:9"])
            let visitor = try await test.visitor(role)
            // Devices come before jobs in the same message, cases behind them.
            let text = try await hears(test, visitor, until: "event: jobs")
            #expect(text.contains("event: devices") == devices)
            #expect(text.contains("\"id\":\(device.id)") == devices)
            #expect(text.contains("event: cases") == cases)
            #expect(text.lowercased().contains("content-type: text/event-stream"))
        }
    }

    @Test func onlyWhatChangedIsSentAgain() async throws {
        try await TestConsole.with { test, _ in
            let fields = ["token-key": "k", "base-url": "http://127.0.0.1:9"]
            let one = try await test.hub.addDevice("A", kind: "nuveq", fields.merging(["api-id": "1"]) { $1 })
            let two = try await test.hub.addDevice("B", kind: "nuveq", fields.merging(["api-id": "2"]) { $1 })
            let admin = try await test.visitor(.admin)
            let text = try await hears(test, admin, until: "tạm dừng") {
                try await test.hub.store.devices.setPaused(
                    true, [two], act: Act(by: .person("test"), at: test.hub.clock.now))
            }
            let messages = text.split(separator: "event: devices\n").dropFirst().map { $0.prefix { $0 != "\n" } }
            #expect(messages.count == 2)
            #expect(messages.first?.contains("\"id\":\(one.id)") == true)
            #expect(messages.last?.contains("\"id\":\(two.id)") == true)
            #expect(messages.last?.contains("\"id\":\(one.id)") == false)
            #expect(!text.contains("event: punches"), "the page was made just now")
        }
    }

    @Test func theNextJobIsNews() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let port = try #require(URLComponents(string: test.address)?.port)
            let page = try #require(RawConnection(port: port))
            page.say("GET /live HTTP/1.1\r\nHost: localhost\r\nCookie: rollcall=\(admin.session ?? "")\r\n\r\n")
            #expect(try await eventually { page.answer.contains("event: jobs") })
            _ = try await admin.post("/devices/sync")
            #expect(try await eventually { page.answer.split(separator: "event: jobs").count > 2 })
        }
    }
}
