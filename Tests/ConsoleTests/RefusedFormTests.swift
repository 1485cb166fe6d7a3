import Access
import Attendance
import Foundation
import HTTPTransport
import ProgramSettings
import Store
import TestSupport
import Testing

@testable import Console

/// A form that is refused says all that is wrong, each at its field in the words of the page, and nobody types again
/// what was right.
@Suite struct RefusedFormTests {
    private let wrong = [
        "kind": "hanet", "name": "", "field-token": "very-secret", "field-place-id": "Gate", "sync-from": "tomorrow",
        "time-zone": "Mars/Olympus", "field-period-seconds": "soon", "field-period-seconds.unit": "minutes",
        "field-first-window": "days", "field-first-window.days": "400",
    ]

    /// The lines of the list above a form, as `id: text`.
    private func lines(_ page: String) -> [String] {
        page.matches(of: /<li><a href="#([^"]+)">([^<]+)<\/a>: ([^<]+)<\/li>/).map { "\($0.1): \($0.2): \($0.3)" }
    }

    /// What the form carries to find kept secrets again.
    private func kept(_ page: String) -> String {
        page.firstMatch(of: /name="kept" value="([^"]*)"/).map { String($0.1) } ?? ""
    }

    /// The attributes of an input.
    private func input(_ id: String, in page: String) -> String {
        page.components(separatedBy: "<input").first { $0.contains(" id=\"\(id)\"") }?
            .components(separatedBy: ">").first ?? ""
    }

    @Test(arguments: [Language.vi, .en]) func allThatIsWrongIsSaidAtOnceInTheWordsOfThePage(_ language: Language)
        async throws
    {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let page = try await admin.post(
                "/devices/new", wrong, headers: [(name: "Accept-Language", value: language.rawValue)])
            #expect(page.status == 422)
            let lines = lines(page.text)
            #expect(
                lines.map { String($0.prefix { $0 != ":" }) } == [
                    "name", "field-place-id", "sync-from", "time-zone", "field-first-window", "field-period-seconds",
                ], "in the order of the page")
            let labels = language == .vi ? "Thời gian đồng bộ từ" : "Sync from"
            #expect(lines.contains { $0.contains(labels) })
            #expect(!page.text.contains("period-seconds”") && !page.text.contains("“place-id”"), "no words of commands")
            #expect(page.text.components(separatedBy: "class=\"error\"").count == 7)
        }
    }

    @Test func thePersonGoesOnAtTheFirstFieldThatIsWrong() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let first = try await admin.post("/devices/new", wrong).text
            #expect(input("name", in: first).contains("autofocus") && input("name", in: first).contains("aria-invalid"))
            #expect(first.components(separatedBy: "autofocus").count == 2)
            let next = try await admin.post("/devices/new", wrong.merging(["name": "Gate"]) { $1 }).text
            #expect(input("field-place-id", in: next).contains("autofocus"))
            #expect(next.contains("id=\"error-field-place-id\""))
            #expect(input("field-place-id", in: next).contains("error-field-place-id"))
        }
    }

    @Test func whatWasTypedStays() async throws {
        try await TestConsole.with { test, _ in
            let page = try await test.visitor(.admin).post("/devices/new", wrong).text
            #expect(input("field-place-id", in: page).contains("value=\"Gate\""))
            #expect(input("sync-from", in: page).contains("value=\"tomorrow\""))
            #expect(input("field-period-seconds", in: page).contains("value=\"soon\""))
            #expect(page.contains("<option value=\"minutes\" selected>"))
            #expect(page.contains("name=\"field-first-window.days\" value=\"400\""))
            #expect(page.contains("value=\"days\" checked"))
        }
    }

    @Test func aSecretIsTypedOnceAndNeverShown() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let refused = try await admin.post("/devices/new", wrong).text
            #expect(!refused.contains("very-secret"))
            #expect(input("field-token", in: refused).contains("được giữ cho lần lưu này"))
            #expect(!input("field-token", in: refused).contains("required"))
            let again = try await admin.post(
                "/devices/new",
                ["kind": "hanet", "name": "", "field-token": "", "field-place-id": "7", "kept": kept(refused)]
            ).text
            #expect(!again.contains("very-secret") && lines(again).map { $0.prefix(5) } == ["name:"])
            let saved = try await admin.post(
                "/devices/new",
                ["kind": "hanet", "name": "Gate", "field-token": "", "field-place-id": "7", "kept": kept(again)])
            #expect(saved.status == 303)
            let device = try await test.hub.store.devices.find("Gate")
            #expect(try await test.hub.store.devices.secrets(of: device)["token"] == "very-secret")
        }
    }

    @Test func whatOneKeptIsOfNoUseToAnotherNorInAnotherForm() async throws {
        try await TestConsole.with { test, _ in
            let (admin, other) = (try await test.visitor(.admin), try await test.visitor(.admin))
            let token = kept(try await admin.post("/devices/new", wrong).text)
            #expect(!token.isEmpty)
            let right = ["kind": "hanet", "name": "Gate", "field-token": "", "field-place-id": "7", "kept": token]
            #expect(try await other.post("/devices/new", right).status == 422)
            #expect(try await admin.post("/devices/new", right.merging(["kind": "nuveq"]) { $1 }).status == 422)
            let device = try await test.hub.addDevice("Door", kind: "hanet", ["token": "t", "place-id": "1"])
            #expect(
                try await admin.post("/devices/\(device.id)/edit", right.merging(["field-place-id": "1"]) { $1 }).status
                    == 303)
            #expect(try await test.hub.store.devices.secrets(of: device)["token"] == "t", "its own is still there")
        }
    }

    @Test func aSecretThatIsRefusedIsTypedAgain() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let page = try await admin.post("/devices/new", wrong.merging(["field-token": "very secret"]) { $1 }).text
            #expect(kept(page).isEmpty && !page.contains("very secret"))
            #expect(input("field-token", in: page).contains("required"))
        }
    }

    @Test func theSecretOfAClientBesideTheDeviceIsKeptToo() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let form = [
                "kind": "hanet", "name": "Gate", "field-token": "device-secret", "field-place-id": "", "has-hr": "1",
                "new-base-checkin-name": "Base", "field-new-base-checkin-token": "base-secret",
            ]
            let refused = try await admin.post("/devices/new", form).text
            #expect(!refused.contains("device-secret") && !refused.contains("base-secret"))
            let again = form.merging([
                "field-token": "", "field-new-base-checkin-token": "", "field-place-id": "7", "kept": kept(refused),
            ]) { $1 }
            #expect(try await admin.post("/devices/new", again).status == 303)
            let client = try await test.hub.store.hrClients.find("Base")
            #expect(try await test.hub.store.hrClients.secrets(of: client)["token"] == "base-secret")
        }
    }

    @Test func aClientBesideTheDeviceThatHasATokenAndNoNameIsToldAndNotForgotten() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let refused = try await admin.post(
                "/devices/new",
                [
                    "kind": "hanet", "name": "Gate", "field-token": "t", "field-place-id": "7", "has-hr": "1",
                    "new-base-checkin-name": " ", "field-new-base-checkin-token": "base-secret",
                ])
            #expect(refused.status == 422 && refused.text.contains("href=\"#new-base-checkin-name\""))
            #expect(try await test.hub.store.devices.all().isEmpty)
        }
    }

    @Test func whatIsWrongWithTheDeviceAndWithTheClientIsSaidTogether() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let page = try await admin.post(
                "/devices/new",
                [
                    "kind": "hanet", "name": "Gate", "field-token": "t", "field-place-id": "Gate", "has-hr": "1",
                    "new-base-checkin-name": "Base", "field-new-base-checkin-token": "a b",
                ])
            #expect(
                lines(page.text).map { String($0.prefix { $0 != ":" }) }
                    == ["field-place-id", "field-new-base-checkin-token"])
        }
    }

    @Test func aTakenNameIsSaidWithWhatElseIsWrong() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            try await test.hub.addHR("Base", kind: "base-checkin", ["token": "t"])
            let device = try await admin.post(
                "/devices/new", ["kind": "hanet", "name": "Gate", "field-token": "t", "field-place-id": "x"]
            ).text
            #expect(lines(device).map { String($0.prefix { $0 != ":" }) } == ["name", "field-place-id"])
            let client = try await admin.post(
                "/hr/new", ["kind": "base-checkin", "name": "Base", "field-token": "a b"]
            ).text
            #expect(lines(client).map { String($0.prefix { $0 != ":" }) } == ["name", "field-token"])
        }
    }

    @Test func hoursOfThePageAreStoredAsCommandsWriteThemAndShownAgain() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let saved = try await admin.post(
                "/settings",
                pairs: [
                    ("sync-hours", "only"), ("sync-hours.from", "07:30"), ("sync-hours.to", "09:00"),
                    ("sync-hours.from", ""), ("sync-hours.to", ""), ("sync-hours.from", "16:00"),
                    ("sync-hours.to", "18:00"), ("auto-sync-minutes", "2"), ("auto-sync-minutes.unit", "hours"),
                    ("auto-push-minutes", ""), ("auto-push-minutes.unit", "off"),
                ])
            #expect(saved.status == 303)
            let settings = try await test.hub.store.settings.current()
            #expect(settings.syncHours.description == "only 07:30-09:00,16:00-18:00")
            #expect(settings.autoSyncMinutes == 120 && settings.autoPushMinutes == 0)
            let page = try await admin.get("/settings").text
            #expect(page.contains("value=\"only\" checked"))
            let times = page.matches(of: /name="sync-hours\.(from|to)" value="([^"]*)"/).map { String($0.2) }
            #expect(times.prefix(4) == ["07:30", "09:00", "16:00", "18:00"] && times.count > 4, "and room for more")
            #expect(page.contains("name=\"auto-sync-minutes\" value=\"2\""))
        }
    }

    @Test func allThatIsWrongWithTheSettingsIsSaidAndNothingIsStored() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let before = try await test.hub.store.settings.current()
            let page = try await admin.post(
                "/settings",
                pairs: [
                    ("auto-sync-minutes", "99"), ("auto-sync-minutes.unit", "hours"), ("sync-hours", "avoid"),
                    ("sync-hours.from", "07:30"), ("sync-hours.to", ""), ("push-within-days", "9"),
                    ("time-zone", "Mars/Olympus"),
                ])
            #expect(page.status == 422)
            #expect(
                lines(page.text).map { String($0.prefix { $0 != ":" }) }
                    == ["auto-sync-minutes", "sync-hours", "time-zone"])
            #expect(page.text.contains("từ 1 phút đến 1 ngày"))
            #expect(
                page.text.contains("value=\"99\"") && page.text.contains("name=\"sync-hours.from\" value=\"07:30\""))
            #expect(try await test.hub.store.settings.current() == before)
        }
    }

    @Test func aStoredTextThatThePageCannotSayStaysAsItIs() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            try await test.hub.store.settings.set(
                "sync-hours", "only 20:00-24:00", act: Act(by: .person("test"), at: test.hub.clock.now))
            let page = try await admin.get("/settings").text
            #expect(page.contains("value=\"only 20:00-24:00\" checked"))
            #expect(try await admin.post("/settings", ["sync-hours": "only 20:00-24:00"]).status == 303)
            #expect(try await test.hub.store.settings.current().syncHours.description == "only 20:00-24:00")
        }
    }

    @Test func aKindIsChosenByTheLabelsOfWhatItNeeds() async throws {
        try await TestConsole.with { test, _ in
            let page = try await test.visitor(.admin).get("/devices/new").text
            #expect(page.contains("Access token, PlaceID") && !page.contains("place-id"))
        }
    }
}
