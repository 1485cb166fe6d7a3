import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTransport
import Store
import SyncEngine
import TestSupport
import Testing

/// Who may change HR clients over the network is not therefore trusted with the machine's files.
@Suite struct FileClientTests {
    private func add(_ path: String, _ program: TestConsole.Visitor) async throws -> HTTPReply {
        try await program.send(
            .post, "/api/v1/hr-clients",
            json: "{\"name\":\"F\(path.hashValue)\",\"kind\":\"file\",\"fields\":{\"path\":\"\(path)\"}}")
    }

    @Test func aClientMadeByPageOrAPIWritesInExportsAlone() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.hrWrite])
            let admin = try await test.visitor(.admin)
            let data = test.hub.store.directory.path
            for path in [
                "/etc/cron.d/rollcall", "\(data)/rollcall.db", "\(data)/rollcall.key", "\(data)/exports/../x",
                "\(data)/exports", "/tmp/punches.csv",
            ] {
                let reply = try await add(path, program)
                #expect(reply.status == 422 && reply.text.contains("\"field\":\"path\""), "\(path): \(reply.text)")
                let page = try await admin.post("/hr/new", ["kind": "file", "name": "G", "path": path])
                #expect(page.status == 422, "\(path)")
            }
            #expect(try await test.hub.store.hrClients.all().isEmpty)
            #expect(try await add("\(data)/exports/punches.csv", program).status == 201)
        }
    }

    @Test func theServersFoldersAndThoseOfCommandsAreAllowedToo() async throws {
        try await TestConsole.with { test, _ in
            try await withTemporaryDirectory { folder in
                let program = try await test.program([.hrWrite])
                let path = folder.appending(path: "punches.csv").path
                #expect(try await add(path, program).status == 422)
                try await test.hub.store.hrClients.serveFileFolders([folder.path])
                #expect(try await add(path, program).status == 201)
                try await test.hub.store.hrClients.serveFileFolders([])
                #expect(try await add(path + "2", program).status == 422)
                // What was allowed once is not written once it is allowed no longer.
                let client = try #require(try await test.hub.store.hrClients.all().first)
                let outcome = try await test.hub.engine.test(client)
                if case .success = outcome { Issue.record("a folder that is not allowed any more was taken") }
                let entry = HRClientEntry(
                    name: "C", kind: "file", values: FieldValues(["path": [folder.appending(path: "c.csv").path]]),
                    by: .machine)
                let made = try await test.hub.attendance.add(entry, act: Act(by: .command, at: test.hub.clock.now))
                #expect(try await add(path + "2", program).status == 201)
                try await test.hub.store.hrClients.remove(made, act: Act(by: .command, at: test.hub.clock.now))
                #expect(try await add(path + "3", program).status == 422)
            }
        }
    }

    @Test func theCommandLineKeepsOutOfTheDataDirectoryToo() async throws {
        try await TestHub.with { hub, _ in
            let path = hub.store.directory.appending(path: "rollcall.key").path
            await #expect(throws: FieldFailure.self) {
                let entry = HRClientEntry(
                    name: "A", kind: "file", values: FieldValues(["path": [path]]), by: .machine)
                _ = try await hub.attendance.add(entry, act: Act(by: .command, at: hub.clock.now))
            }
        }
    }
}
