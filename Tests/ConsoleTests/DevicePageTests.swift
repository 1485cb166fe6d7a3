import Access
import Attendance
import HTTPTransport
import Store
import SyncEngine
import TestSupport
import Testing

/// What a device's page says of its runs.
@Suite struct DevicePageTests {
    private func run(
        _ test: TestConsole, _ device: Device, cause: RunCause, by actor: Actor, asked: Bool = false,
        failing error: Phrase? = nil
    ) async throws {
        let (store, now) = (test.hub.store, test.hub.clock.now)
        let window = try #require(Window(from: now - .hours(1), to: now))
        let plan = RunPlan(window: window, settlesFirstSync: true, isAsked: asked)
        let run = try await store.runs.begin(plan, device: device, cause: cause, act: Act(by: actor, at: now))
        let act = Act(by: actor, at: now)
        if let error {
            _ = try await store.runs.fail(
                run, device: device, error: error, needsPerson: false, nextRunAt: now + .minutes(4), act: act)
        } else {
            _ = try await store.runs.succeed(run, device: device, nextRunAt: now + .minutes(2), act: act)
        }
        test.hub.clock.advance(by: .minutes(1))
    }

    @Test func eachRunSaysWhyItWasStartedAndByWhom() async throws {
        try await TestConsole.with { test, _ in
            let device = try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            try await run(test, device, cause: .periodic, by: .schedule)
            try await run(test, device, cause: .device, by: .person("lan"))
            try await run(test, device, cause: .device, by: .token("timesheets"), asked: true)
            try await run(test, device, cause: .all, by: .command)
            let page = try await test.visitor(.viewer).get("/devices/\(device.id)").text
            let causes = page.matches(of: /<td data-label="Lý do">([^<]*)</).map { String($0.output.1) }
            #expect(
                causes == [
                    "tất cả thiết bị, dòng lệnh", "theo ngày đã chọn, token timesheets", "thủ công, lan", "tự động",
                ])
        }
    }

    @Test func theLastSuccessStandsApartFromTheLastTry() async throws {
        try await TestConsole.with { test, _ in
            test.hub.clock.set("2026-03-16T08:00:00+07:00")
            let device = try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            try await run(test, device, cause: .periodic, by: .schedule)
            try await run(
                test, device, cause: .periodic, by: .schedule,
                failing: Phrase(en: "Hanet does not answer", vi: "Hanet không trả lời"))
            let viewer = try await test.visitor(.viewer)
            let page = try await viewer.get("/devices/\(device.id)").text
            let facts = page.matches(of: /<dt>(Lần [^<]+)<\/dt>\s*<dd[^>]*>([\s\S]*?)<\/dd>/).map {
                (String($0.output.1), $0.output.2.replacing(/<[^>]+>/, with: "").trimmed)
            }
            #expect(facts.map(\.0) == ["Lần thử gần nhất", "Lần thành công gần nhất"])
            #expect(facts.first?.1 == "16/03/2026 08:01 Hanet không trả lời")
            #expect(facts.last?.1 == "16/03/2026 08:00")
            #expect(page.contains("Mỗi 2 phút đọc") && page.contains("lần tới 16/03/2026 08:05"))
            // What the open page asks for when a run ends is the same.
            let part = try await viewer.get("/devices/\(device.id)?part=runs").text
            #expect(page.contains(part.trimmed) && !part.contains("<html"))
        }
    }
}
