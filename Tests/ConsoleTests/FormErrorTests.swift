import Access
import Attendance
import Foundation
import HTTPTransport
import Store
import TestSupport
import Testing

/// What is wrong with a form stands beside the field that is to blame.
@Suite struct FormErrorTests {
    /// The page's text between a field's label and the end of its block.
    private func field(_ id: String, in page: String) -> String {
        page.components(separatedBy: "<label for=\"\(id)\"").dropFirst().first?
            .components(separatedBy: "<label for=").first ?? ""
    }

    @Test(arguments: [
        ("name", "name", "Gate", 409, "“Gate”"), ("name", "name", "a\u{7}b", 422, "ký tự in được"),
        ("time-zone", "time-zone", "Mars/Olympus", 422, "Asia/Ho_Chi_Minh"),
        ("sync-from", "sync-from", "tomorrow", 422, "2026-11-01"),
        ("sync-from", "sync-from", "2026-03-17", 422, "ở tương lai"),
        ("field-place-id", "field-place-id", "Gate", 422, "connect.hanet.ai"),
    ])
    func aDeviceFormSaysItAtItsField(
        _ name: String, _ id: String, _ value: String, _ status: Int, _ words: String
    ) async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            let form = ["kind": "hanet", "name": "New", "field-token": "t", "field-place-id": "2"]
            let page = try await admin.post("/devices/new", form.merging([name: value]) { $1 })
            #expect(page.status == status)
            let said = field(id, in: page.text)
            #expect(said.contains("class=\"error\"") && said.contains(words), "\(said)")
            #expect(page.text.components(separatedBy: "class=\"error\"").count == 2)
        }
    }

    /// A device has a name and a token of its own: what is wrong with the client's is not theirs.
    @Test(arguments: [
        ("Base", "b", 409, "new-base-checkin-name"), ("New", "", 422, "field-new-base-checkin-token"),
        ("New", "a b", 422, "field-new-base-checkin-token"), ("a\u{7}b", "b", 422, "new-base-checkin-name"),
    ])
    func whatIsWrongWithAClientBesideTheDeviceStandsThere(
        _ name: String, _ token: String, _ status: Int, _ id: String
    ) async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            try await test.hub.addHR("Base", kind: "base-checkin", ["token": "t"])
            let page = try await admin.post(
                "/devices/new",
                [
                    "kind": "hanet", "name": "Gate", "field-token": "t", "field-place-id": "1", "has-hr": "1",
                    "new-base-checkin-name": name, "field-new-base-checkin-token": token,
                ])
            #expect(page.status == status)
            #expect(field(id, in: page.text).contains("class=\"error\""))
            #expect(page.text.components(separatedBy: "class=\"error\"").count == 2)
            #expect(page.text.contains("<details class=\"more\" open>"))
            #expect(try await test.hub.store.devices.all().isEmpty)
        }
    }

    @Test func theAPINamesTheFieldAsTheBodyDoes() async throws {
        try await TestConsole.with { test, _ in
            let program = try await test.program([.devicesWrite])
            let reply = try await program.send(
                .post, "/api/v1/devices",
                json:
                    "{\"name\":\"A\",\"kind\":\"hanet\",\"fields\":{\"token\":\"t\",\"place-id\":\"1\"},\"syncFrom\":\"2026-03-17\"}"
            )
            #expect(reply.status == 422 && reply.text.contains("\"field\":\"syncFrom\""), "\(reply.text)")
        }
    }

    @Test func anHRFormSaysItAtItsFieldToo() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            try await test.hub.addHR("Base", kind: "base-checkin", ["token": "t"])
            let form = ["kind": "base-checkin", "name": "Base", "field-token": "u"]
            let taken = try await admin.post("/hr/new", form)
            #expect(taken.status == 409 && field("name", in: taken.text).contains("class=\"error\""))
            let bad = try await admin.post("/hr/new", form.merging(["name": "New", "field-token": "a b"]) { $1 })
            #expect(bad.status == 422 && field("field-token", in: bad.text).contains("class=\"error\""))
        }
    }
}
