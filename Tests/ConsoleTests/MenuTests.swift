import Access
import Attendance
import AttendanceHub
import Store
import TestSupport
import Testing

@testable import Console

/// The ways from every page.
@Suite struct MenuTests {
    private func menu(
        _ role: Role?, _ counts: AttentionCounts.Counts = AttentionCounts.Counts(), at path: String = "/devices"
    ) -> Menu {
        Menu(role.map { Principal(.person("lan"), permissions: $0.permissions) }, counts, at: path, .vi)
    }

    @Test(arguments: Role.allCases) func everybodySeesWhatIsHisToUseOnceAndNoEmptyGroup(_ role: Role) {
        let menu = menu(role)
        let all = menu.groups.flatMap(\.links).map(\.address)
        let his = Section.allCases.filter { section in section.permissions.contains { role.permissions.contains($0) } }
        #expect(Set(all) == Set(his.map(\.rawValue)) && all.count == his.count)
        #expect(menu.groups.allSatisfy { !$0.links.isEmpty })
        #expect(menu.bar.count <= 3 && Set(menu.bar.map(\.address)).isSubset(of: all))
    }

    @Test func everySectionIsInOneGroup() {
        let grouped = SectionGroup.allCases.flatMap(\.sections)
        #expect(grouped.count == Section.allCases.count && Set(grouped) == Set(Section.allCases))
    }

    @Test func aStrangerHasNoMenu() { #expect(menu(nil).groups.isEmpty && menu(nil).attention == nil) }

    @Test func anInstallerHasHisCasesAndTheNetworkAtHand() {
        #expect(menu(.installer).bar.map(\.address) == ["/cases", "/network"])
        #expect(menu(.installer).groups.map(\.name) == ["Hủy liên kết"])
    }

    @Test(arguments: [
        ("/devices", "/devices"), ("/devices/3/edit", "/devices"), ("/punches/9", "/punches"), ("/device", nil),
    ]) func whereOneIsIsMarked(_ path: String, _ address: String?) {
        let here = menu(.admin, at: path).groups.flatMap(\.links).filter(\.isHere).map(\.address)
        #expect(here == [address].compactMap(\.self))
    }

    @Test func whatNeedsSomebodyIsCountedForThoseWhoCanDoSomething() {
        let counts = AttentionCounts.Counts(devices: 2, hrClients: 1, parked: 1234, cases: 5)
        let admin = menu(.admin, counts)
        let numbers = Dictionary(
            uniqueKeysWithValues: admin.groups.flatMap(\.links).compactMap { link in
                link.count.map { (link.address, $0.number) }
            })
        #expect(numbers == ["/devices": "2", "/hr": "1", "/parked": "1.234", "/desk": "5"])
        #expect(admin.attention == "1.242")
        #expect(menu(.viewer, counts).attention == "1.237")
        #expect(menu(.installer, counts).attention == nil)
    }

    @Test func aPageSaysWhatIsParkedAndATitleSaysIt() async throws {
        try await TestConsole.with { test, _ in
            let admin = try await test.visitor(.admin)
            let before = try await admin.get("/devices").text
            #expect(before.contains("<title>Thiết bị · Rollcall</title>") && !before.contains("class=\"count\""))
            #expect(before.contains("href=\"/assets/icon.svg\" type"))
            let device = try await test.hub.addDevice("Gate", kind: "hanet", ["token": "t", "place-id": "1"])
            try await test.hub.refuseToken(of: device)
            let isSaid = try await eventually {
                let page = try await admin.get("/devices").text
                return page.contains("<title>(1) Thiết bị · Rollcall</title>") && page.contains("icon-alert.svg")
            }
            #expect(isSaid)
        }
    }
}

extension MenuTests {
    @Test func anHRClientIsCountedOnceItsTroubleIsNoPassingOne() async throws {
        try await TestConsole.with { test, _ in
            let client = try await test.hub.addHR("Base", kind: "base-checkin", ["token": "t"])
            let counts = AttentionCounts(
                test.hub.attendance, devices: test.hub.store.devices, hrClients: test.hub.store.hrClients,
                deliveries: test.hub.store.deliveries, cases: test.hub.store.cases)
            func fail(_ times: Int, needsPerson: Bool = false) async throws {
                for _ in 0..<times {
                    try await test.hub.store.hrClients.settlePass(
                        client, failure: Phrase(verbatim: "HTTP 503"), needsPerson: needsPerson,
                        nextAttemptAt: test.hub.clock.now, act: Act(by: .schedule, at: test.hub.clock.now))
                }
            }
            try await fail(4)
            #expect(try await counts.count().hrClients == 0)
            try await fail(1)
            #expect(try await counts.count().hrClients == 1)
            let act = Act(by: .person("t"), at: test.hub.clock.now)
            try await test.hub.store.hrClients.setEnabled(true, client, act: act)
            #expect(try await counts.count().hrClients == 0)
            try await fail(1, needsPerson: true)
            #expect(try await counts.count().hrClients == 1)
        }
    }
}

extension TestHub {
    /// As a run ends whose token was refused.
    func refuseToken(of device: Device) async throws {
        let now = clock.now
        let window = try #require(Window(from: now - .hours(1), to: now))
        let plan = RunPlan(window: window, settlesFirstSync: false)
        let run = try await store.runs.begin(plan, device: device, cause: .periodic, act: Act(by: .schedule, at: now))
        _ = try await store.runs.fail(
            run, device: device, error: Phrase(verbatim: "the token is refused"), needsPerson: true,
            nextRunAt: now + .hours(1), act: Act(by: .schedule, at: now))
    }
}
