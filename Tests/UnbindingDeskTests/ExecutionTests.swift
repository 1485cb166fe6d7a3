import Access
import Attendance
import Database
import Foundation
import HTTPTransport
import HTTPTypes
import Hummingbird
import Labels
import LocalNetwork
import SADP
import SQLiteDatabase
import Serials
import Simulators
import Store
import SyncEngine
import Synchronization
import TestSupport
import Testing
import UnbindingCases
import Wire

@testable import UnbindingDesk

/// A stand-in of Hik-Partner Pro, written from the contract: outer success with inner failure, blanks around serials,
/// one of two header forms.
private final class HikPartnerSimulator: Simulator {
    enum Header { case bearer, token }

    let faults = FaultPlan()
    let header: Header
    private let devices: Mutex<[String: String]>
    private let keepsDeleted: Bool

    /// - Parameter keepsDeleted: says that it deleted, and did not.
    init(header: Header, devices: [String: String], keepsDeleted: Bool = false) {
        self.header = header
        self.devices = Mutex(devices)
        self.keepsDeleted = keepsDeleted
    }

    var remaining: [String: String] { devices.withLock { $0 } }

    func addRoutes(to router: Router<BasicRequestContext>) {
        let group = router.group("/api/hpcgw/v1")
        group.post("/token/get") { request, _ in
            let body = try JSONValue(parsing: Array(try await request.body.collect(upTo: 4096).readableBytesView))
            guard body["appKey"]?.text == "key", body["secretKey"]?.text == "secret" else {
                return Self.reply(["errorCode": "LAP300002", "message": "ak/sk error"])
            }
            return Self.reply(["errorCode": "0", "data": ["accessToken": "hpc.abc", "expireTime": 1_900_000_000_000]])
        }
        group.post("/device/list") { [self] request, _ in
            guard isSigned(request) else { return Self.reply(["errorCode": " LAP500004"]) }
            let rows = devices.withLock { $0 }.sorted { $0.key < $1.key }.map { id, serial -> JSONValue in
                ["id": .string(id), "deviceSerial": .string(" \(serial) "), "unknown": true]
            }
            return Self.reply([
                "errorCode": "0",
                "data": ["page": 1, "pageSize": 50, "total": 1, "totalPage": 1, "rows": .array(rows)],
            ])
        }
        group.post("/device/delete") { [self] request, _ in
            guard isSigned(request) else { return Self.reply(["errorCode": "LAP500004"]) }
            let body = try JSONValue(parsing: Array(try await request.body.collect(upTo: 4096).readableBytesView))
            if !keepsDeleted { _ = devices.withLock { $0.removeValue(forKey: body["id"]?.text ?? "") } }
            return Self.reply(["errorCode": "0"])
        }
    }

    private func isSigned(_ request: Request) -> Bool {
        switch header {
        case .bearer: request.headers[.authorization] == "Bearer hpc.abc"
        case .token: HTTPField.Name("Token").flatMap { request.headers[$0] } == "hpc.abc"
        }
    }

    private static func reply(_ value: JSONValue) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.bytes)))
    }
}

@Suite struct ExecutionTests {
    private static let photos = PhotoReader()

    private func approved(_ hub: TestHub, _ desk: Desk) async throws -> UnbindingCase {
        let serial = try #require(ShortSerial(exactly: LabelPhotos.serial))
        let opened = try await hub.store.cases.open(
            CaseDraft(network: .other, serial: serial), installer: Actor.command.name, now: hub.clock.now)
        _ = try await desk.add(try LabelPhotos.bytes("label.jpg"), named: "label.jpg", to: opened, by: .command)
        let filed = try await desk.file(opened, hasConsented: true, by: .command)
        return try await desk.decide(filed, by: CaseStep(.approve), actor: .person("lan"))
    }

    private func with(
        _ simulator: HikPartnerSimulator, header: String, secret: String = "secret",
        _ body: @escaping @Sendable (TestHub, Desk, UnbindingCase) async throws -> Void
    ) async throws {
        try await TestHub.with([simulator]) { hub, addresses in
            let desk = Desk(
                store: hub.store, devices: TestConsole.quietNetwork, http: hub.engine.http, photos: Self.photos,
                now: { hub.clock.now })
            for (name, value) in [("hik-partner-url", addresses[0]), ("hik-partner-header", header)] {
                try await hub.store.settings.set(name, value, act: Act(by: .person("test"), at: hub.clock.now))
            }
            try await hub.store.programSecrets.keep("key", as: DeskSecret.hikPartnerKey)
            try await hub.store.programSecrets.keep(secret, as: DeskSecret.hikPartnerSecret)
            try await body(hub, desk, try await approved(hub, desk))
        }
    }

    @Test(arguments: [HikPartnerSimulator.Header.bearer, .token])
    private func aDeviceOfTheOwnAccountIsDeletedAndAskedForAgain(_ header: HikPartnerSimulator.Header) async throws {
        let simulator = HikPartnerSimulator(
            header: header, devices: ["d1": LabelPhotos.otherSerial, "d2": LabelPhotos.serial])
        try await with(simulator, header: header == .bearer ? "bearer" : "token") { _, desk, found in
            let (done, problem) = try await desk.execute(found, by: .hikPartnerPro, actor: .command)
            #expect(done.state == .unbound && problem == nil)
            #expect(simulator.remaining == ["d1": LabelPhotos.otherSerial])
        }
    }

    /// A case whose process ended in the middle.
    private func leftBehind(_ hub: TestHub, _ found: UnbindingCase, by authority: UnbindingAuthority) async throws {
        var step = CaseStep(.execute)
        step.authority = authority
        _ = try await hub.store.cases.move(found, by: step, act: Act(by: .person("lan"), at: hub.clock.now))
    }

    @Test func aCaseThatWasLeftInTheMiddleIsAskedAboutAndNeverADeadEnd() async throws {
        for (devices, state) in [([:], CaseState.unbound), (["d2": LabelPhotos.serial], .failed)] {
            let simulator = HikPartnerSimulator(header: .bearer, devices: devices)
            try await with(simulator, header: "bearer") { hub, desk, found in
                try await leftBehind(hub, found, by: .hikPartnerPro)
                #expect(try await desk.settleInterrupted() == 1)
                var present = try await hub.store.cases.find(found.number)
                #expect(present.state == state)
                // Asking changes nothing at the vendor.
                #expect(simulator.remaining == devices)
                let log = try await hub.store.cases.log(of: found)
                #expect(log.last?.actor == .machine(.system))
                #expect(try await desk.settleInterrupted() == 0)
                if state == .failed {
                    present = try await desk.execute(present, by: .hikPartnerPro, actor: .command).unbindingCase
                    #expect(present.state == .unbound)
                }
            }
        }
    }

    @Test func aCaseThatCannotBeSettledHoldsUpNoOther() async throws {
        try await with(HikPartnerSimulator(header: .bearer, devices: [:]), header: "bearer") { hub, desk, found in
            let second = try await approved(hub, desk)
            for left in [found, second] { try await leftBehind(hub, left, by: .hikPartnerPro) }
            // Changed by other hands: it stands still.
            let queue = try SQLiteFile(path: hub.store.directory.appending(path: "rollcall.db").path)
            let id = found.id
            try queue.write {
                try $0.execute(sql: "UPDATE unbinding_case SET reviewer = 'x' WHERE id = ?", arguments: [id])
            }
            await #expect(throws: StoreFailure.self) { _ = try await desk.settleInterrupted() }
            #expect(try await hub.store.cases.find(found.number).state == .executing)
            #expect(try await hub.store.cases.find(second.number).state == .unbound)
        }
    }

    @Test func theRegisterAndTheVendorsWordAreAskedAgainToo() async throws {
        try await with(HikPartnerSimulator(header: .bearer, devices: [:]), header: "bearer") { hub, desk, found in
            try await hub.store.bindings.set(
                found.serial, account: "a@b.vn", act: Act(by: .person("lan"), at: hub.clock.now))
            for (authority, account, state) in [
                (UnbindingAuthority.register, "a@b.vn" as String?, CaseState.failed), (.manual, "a@b.vn", .failed),
                (.register, nil, .unbound),
            ] {
                let present = try await hub.store.cases.find(found.number)
                try await hub.store.bindings.set(
                    found.serial, account: account, act: Act(by: .person("lan"), at: hub.clock.now))
                try await leftBehind(hub, present, by: authority)
                _ = try await desk.settleInterrupted()
                #expect(try await hub.store.cases.find(found.number).state == state)
            }
        }
    }

    @Test func aCaseThatSomebodyIsCarryingOutIsLeftAlone() async throws {
        try await with(HikPartnerSimulator(header: .bearer, devices: [:]), header: "bearer") { hub, desk, found in
            let hold = try #require(try hub.store.cases.hold(found))
            try await leftBehind(hub, found, by: .hikPartnerPro)
            #expect(try await desk.settleInterrupted() == 0)
            #expect(try await hub.store.cases.find(found.number).state == .executing)
            await #expect(throws: RequestFailure.self) {
                _ = try await desk.execute(found, by: .hikPartnerPro, actor: .command)
            }
            withExtendedLifetime(hold) {}
        }
    }

    @Test func whateverCountsAsACopyHasABandAlike() { #expect(PictureHash.nearness < LookBands.count) }

    @Test func whatTheVendorDeniesIsSaidAndTheCaseCanBeTriedAgain() async throws {
        let bound = ["d2": LabelPhotos.serial]
        for (simulator, header, secret, words) in [
            (HikPartnerSimulator(header: .token, devices: bound), "bearer", "secret", "header"),
            (HikPartnerSimulator(header: .bearer, devices: bound), "bearer", "wrong", "SecretKey"),
            (HikPartnerSimulator(header: .bearer, devices: [:]), "bearer", "secret", "không thuộc tài khoản"),
            (HikPartnerSimulator(header: .bearer, devices: bound, keepsDeleted: true), "bearer", "secret", "vẫn còn"),
        ] {
            try await with(simulator, header: header, secret: secret) { hub, desk, found in
                let (done, problem) = try await desk.execute(found, by: .hikPartnerPro, actor: .command)
                #expect(done.state == .failed)
                #expect(problem?.vi.contains(words) == true, "\(problem?.vi ?? "")")
                let log = try await hub.store.cases.log(of: done)
                #expect(
                    !log.contains { $0.detail.contains("secret") && $0.event == "failed" && $0.detail.contains("hpc.") }
                )
                #expect(done.state.after(.execute) == .executing)
            }
        }
    }

    @Test func aVendorThatHasMovedSaysWhereTo() async throws {
        let simulator = HikPartnerSimulator(header: .bearer, devices: ["d2": LabelPhotos.serial])
        simulator.faults.order(.redirect(302, to: "https://hpc2.test/x?token=1"), on: "/token", times: 9)
        try await with(simulator, header: "bearer") { _, desk, found in
            let (done, problem) = try await desk.execute(found, by: .hikPartnerPro, actor: .command)
            #expect(done.state == .failed)
            #expect(problem?.en.contains("redirects to https://hpc2.test/x (HTTP 302)") == true)
            #expect(problem?.en.contains("enter that address") == true)
        }
    }

    @Test func noStepIsSkipped() async throws {
        try await TestHub.with { hub, _ in
            let desk = Desk(
                store: hub.store, devices: TestConsole.quietNetwork, http: hub.engine.http, photos: Self.photos,
                now: { hub.clock.now })
            let serial = try #require(ShortSerial(exactly: LabelPhotos.serial))
            let draft = try await hub.store.cases.open(
                CaseDraft(network: .other, serial: serial), installer: Actor.command.name, now: hub.clock.now)
            await #expect(throws: StoreFailure.self) {
                _ = try await desk.execute(draft, by: .manual(reference: "x"), actor: .command)
            }
            await #expect(throws: RequestFailure.self) {
                _ = try await desk.file(draft, hasConsented: true, by: .command)
            }
            let found = try await approved(hub, desk)
            // A register that does not know the device, a vendor that is not set up, no reference.
            for execution in [
                Execution.register, .hikPartnerPro, .manual(reference: " "), .sadp(try DevicePassword("x")),
            ] {
                await #expect(throws: RequestFailure.self) {
                    _ = try await desk.execute(found, by: execution, actor: .command)
                }
            }
            #expect(try await hub.store.cases.find(found.number).state == .approved)
        }
    }

    @Test func rulesApproveOnlyWhereTheSettingAllowsIt() async throws {
        try await TestHub.with { hub, _ in
            let desk = Desk(
                store: hub.store, devices: TestConsole.quietNetwork, http: hub.engine.http, photos: Self.photos,
                now: { hub.clock.now })
            let serial = try #require(ShortSerial(exactly: LabelPhotos.serial))
            let user = try await hub.store.users.add(
                "tho", role: .installer, passwordHash: "none", act: Act(by: .person("test"), at: hub.clock.now))
            let company = try await hub.store.companies.addVerified(
                "Ánh Dương", taxCode: "0312345678", act: Act(by: .person("test"), at: hub.clock.now))
            try await hub.store.companies.assign(
                company, to: user.name, act: Act(by: .person("test"), at: hub.clock.now))
            try await hub.store.bindings.set(
                serial, account: "a@b.vn", act: Act(by: .person("test"), at: hub.clock.now))
            for (allowed, photo, state) in [
                ("false", "label.jpg", CaseState.filed), ("true", "tilted.jpg", .approved),
                ("true", "label-and-text.jpg", .filed), ("true", "text.jpg", .filed), ("true", "label.jpg", .filed),
            ] {
                try await hub.store.settings.set(
                    "automatic-approvals", allowed, act: Act(by: .person("test"), at: hub.clock.now))
                var draft = CaseDraft(network: .other, serial: serial)
                draft.key = try KeyString("AwAAAFEwMTcyODQ4Mh+ZYT8=")
                let opened = try await hub.store.cases.open(draft, installer: user.name, now: hub.clock.now)
                _ = try await desk.add(
                    try LabelPhotos.bytes(photo), named: photo, to: opened, by: .person(user.name))
                let filed = try await desk.file(opened, hasConsented: true, by: .person(user.name))
                // The last one is the first one's photo again.
                #expect(filed.state == state, "\(photo), \(allowed)")
            }
        }
    }

    @Test func photosAndKeysAreForgottenInTimeAndTheLogStays() async throws {
        try await TestHub.with { hub, _ in
            let desk = Desk(
                store: hub.store, devices: TestConsole.quietNetwork, http: hub.engine.http, photos: Self.photos,
                now: { hub.clock.now })
            let found = try await approved(hub, desk)
            let (done, _) = try await desk.execute(found, by: .manual(reference: "HIK-1"), actor: .command)
            let photo = try #require(try await hub.store.evidence.all(of: done).first)
            hub.clock.advance(by: .hours(24 * 179))
            #expect(try await desk.forgetExpired() == 0)
            hub.clock.advance(by: .hours(48))
            #expect(try await desk.forgetExpired() == 1)
            #expect(try await hub.store.evidence.picture(photo.id, of: done) == nil)
            #expect(try await hub.store.evidence.picture(photo.id, of: done, covered: false) == nil)
            #expect(try await desk.forgetExpired() == 0)
            let present = try await hub.store.cases.find(done.number)
            #expect(try await hub.store.cases.flaw(of: present) == nil)
            // An open case keeps its photos however old it is.
            let open = try await approved(hub, desk)
            hub.clock.advance(by: .hours(24 * 1000))
            #expect(try await desk.forgetExpired() == 0)
            #expect(try await hub.store.evidence.all(of: open).first?.isKept == true)
        }
    }

    @Test func aBackupHasThePhotosAndARestoreWithoutTheKeySaysThatTheyAreGone() async throws {
        try await TestHub.with { hub, _ in
            let desk = Desk(
                store: hub.store, devices: TestConsole.quietNetwork, http: hub.engine.http, photos: Self.photos,
                now: { hub.clock.now })
            let found = try await approved(hub, desk)
            let photo = try #require(try await hub.store.evidence.all(of: found).first)
            for (withKey, isKept) in [(true, true), (false, false)] {
                let file = hub.directory.appending(path: "backup-\(withKey)").path
                let other = hub.directory.appending(path: "restored-\(withKey)")
                try await hub.store.maintenance.backUp(to: file, withKey: withKey)
                let report = try Restore.run(from: file, into: other, environment: [:])
                #expect(report.secretsToEnter.contains { $0.field == "photos" } == !isKept)
                let restored = try Store(directory: other, environment: [:])
                let present = try await restored.cases.find(found.number)
                #expect((try await restored.evidence.picture(photo.id, of: present) != nil) == isKept)
                // Without the key nobody can tell by whom the log was written.
                #expect(try await restored.cases.flaw(of: present) == (withKey ? nil : .unsealed(index: 0)))
                _ = try await restored.cases.move(
                    present, by: CaseStep(.withdraw), act: Act(by: .person("thợ"), at: hub.clock.now))
            }
        }
    }

    @Test func aDossierProvesItself() async throws {
        try await TestHub.with { hub, _ in
            let desk = Desk(
                store: hub.store, devices: TestConsole.quietNetwork, http: hub.engine.http, photos: Self.photos,
                now: { hub.clock.now })
            let found = try await approved(hub, desk)
            let first = try await desk.dossier(of: found)
            #expect(try await desk.dossier(of: found) == first, "the same case makes the same bytes")
            #expect(first.starts(with: [0x50, 0x4B, 3, 4]))
            // Names stand in a ZIP as they are.
            for name in ["case.json", "report.html", "log.json", "photos/photo-1.jpg", "SHA256SUMS"] {
                #expect(Data(first).range(of: Data(name.utf8)) != nil, "\(name)")
            }
            #expect(Data(first).range(of: Data("HZKQTW".utf8)) == nil)
        }
    }
}
