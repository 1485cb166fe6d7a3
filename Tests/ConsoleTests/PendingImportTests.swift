import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTransport
import Spreadsheets
import Store
import TestSupport
import Testing

@testable import Console

/// A previewed import waits for the person who previewed it, for a while, and is done once.
@Suite struct PendingImportTests {
    private func plan(_ hub: TestHub, _ name: String = "A") async throws -> DeviceImport {
        let rows = ["name,kind,api-id,token-key", "\(name),nuveq,344,k"].enumerated().map { number, line in
            TableRow(number: number + 1, cells: line.split(separator: ",").map(String.init))
        }
        return try await DeviceImport(rows, dates: .asFound, hub: hub.attendance)
    }

    @Test func anImportIsItsOwnersAndOnce() async throws {
        try await TestHub.with { hub, _ in
            let imports = PendingImports(now: { hub.clock.now })
            let plan = try await plan(hub)
            #expect(plan.adding.count == 1)
            let id = imports.keep(plan, owner: 1)
            #expect(imports.take(id, owner: 2) == nil && imports.take(id, owner: nil) == nil)
            #expect(imports.take("other", owner: 1) == nil)
            #expect(imports.take(id, owner: 1)?.adding.count == 1)
            #expect(imports.take(id, owner: 1) == nil)
            let nobodys = imports.keep(plan, owner: nil)
            #expect(imports.take(nobodys, owner: nil) == nil, "nobody's is nobody's")
        }
    }

    @Test func aQuarterOfAnHourIsTheLongestThatSecretsWait() async throws {
        try await TestHub.with { hub, _ in
            let imports = PendingImports(now: { hub.clock.now })
            let plan = try await plan(hub)
            let (first, second) = (imports.keep(plan, owner: 1), imports.keep(plan, owner: 1))
            hub.clock.advance(by: .minutes(15) - .milliseconds(1))
            #expect(imports.take(first, owner: 1) != nil)
            hub.clock.advance(by: .milliseconds(1))
            #expect(imports.take(second, owner: 1) == nil)
        }
    }

    @Test func twentyWaitAtMost() async throws {
        try await TestHub.with { hub, _ in
            let imports = PendingImports(now: { hub.clock.now })
            let plan = try await plan(hub)
            let ids = (0..<21).map { _ in imports.keep(plan, owner: 1) }
            #expect(ids.count { imports.take($0, owner: 1) != nil } <= 20)
            let last = imports.keep(plan, owner: 1)
            #expect(imports.take(last, owner: 1) != nil, "the newest is there")
        }
    }

    @Test func onThePageAnothersPreviewIsNotApplied() async throws {
        try await TestConsole.with { test, _ in
            let (admin, other) = (try await test.visitor(.admin), try await test.visitor(.admin))
            let table = Array("name,kind,api-id,token-key\nA,nuveq,344,very-secret\n".utf8)
            let page = try await admin.upload("/devices/import", table, named: "a.csv", as: "file").text
            #expect(!page.contains("very-secret"))
            let id = try #require(page.firstMatch(of: /name="import" value="([^"]+)"/).map { String($0.1) })
            #expect(try await other.post("/devices/import/apply", ["import": id]).status == 422)
            #expect(try await test.hub.store.devices.all().isEmpty)
            #expect(try await admin.post("/devices/import/apply", ["import": id]).status == 303)
            #expect(try await admin.post("/devices/import/apply", ["import": id]).status == 422)
            #expect(try await test.hub.store.devices.all().map(\.name) == ["A"])
        }
    }
}
