import Access
import Attendance
import Foundation
import HTTPTransport
import Labels
import LocalNetwork
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

@testable import UnbindingDesk

/// A desk whose photos were read before: what is on them is given, so that no test waits for pixels.
struct DeskFixture: Sendable {
    let store: Store
    let desk: Desk
    let clock: TestClock

    static let serial = LabelPhotos.serial
    static let other = LabelPhotos.otherSerial
    /// Names `serial`.
    static let key = "AwAAAFEwMTcyODQ4Mh+ZYT8="
    static let morning = "2026-11-23T09:00:00+07:00"

    var now: Instant { clock.now }

    static func with(
        now: String = morning, devices: LocalDevices = TestConsole.quietNetwork,
        http: any HTTPSending = StubHTTP { _ in HTTPReply(status: 503) },
        _ body: @escaping @Sendable (DeskFixture) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let clock = TestClock(now)
            let store = try Store.fresh(in: directory.appending(path: "data"))
            let desk = Desk(store: store, devices: devices, http: http, now: { clock.now })
            try await body(DeskFixture(store: store, desk: desk, clock: clock))
        }
    }

    func set(_ name: String, _ value: String) async throws {
        try await store.settings.set(name, value, act: Act(by: .person("test"), at: now))
    }

    /// An account; of a company that was verified where one is named.
    func account(_ name: String, role: Role = .installer, company: String? = nil) async throws -> User {
        _ = try await store.users.add(name, role: role, passwordHash: "none", act: Act(by: .person("test"), at: now))
        if let company {
            let number = company.utf8.reduce(10_000_000) { ($0 * 31 + Int($1)) % 90_000_000 } + 10_000_000
            let taxCode = "03\(number)"
            var found = try await store.companies.all().first { $0.name == company }
            if found == nil {
                found = try await store.companies.addVerified(
                    company, taxCode: taxCode, act: Act(by: .person("test"), at: now))
            }
            try await store.companies.assign(found, to: name, act: Act(by: .person("test"), at: now))
        }
        return try await store.users.find(name)
    }

    /// What was read on a photo: a label's code, and the letters beside it.
    static func photo(
        _ serial: String = DeskFixture.serial, code: Bool = true, letters: Bool = true, look: UInt8 = 1
    ) -> EvidenceDraft {
        let place = Quadrilateral(left: 0, top: 0, right: 100, bottom: 100)
        var reading = LabelReading(width: 1200, height: 900)
        if code {
            reading.finds.append(
                LabelFind(source: .qr, text: "www.hik-connect.com\r\(serial)\rHZKQTW\rDS-K1T341", place: place))
        }
        if letters { reading.finds.append(LabelFind(source: .ocr, text: serial, place: place)) }
        reading.hasReadText = true
        return EvidenceDraft(
            fileName: "label.jpg", digest: "\(serial)-\(look)", looks: [UInt8](repeating: look, count: 32), width: 4,
            height: 3, findings: Findings(reading).json, whole: [1], shown: [2])
    }

    /// A draft with a photo and a key string.
    func draft(
        by installer: String, _ photo: EvidenceDraft = DeskFixture.photo(), serial: String = DeskFixture.serial,
        previous: UnbindingCase? = nil
    ) async throws -> UnbindingCase {
        var draft = CaseDraft(network: .other, serial: try #require(ShortSerial(exactly: serial)))
        draft.key = try KeyString(Self.key)
        draft.previous = previous
        let opened = try await store.cases.open(draft, installer: installer, now: now)
        _ = try await store.evidence.add(photo, to: opened, act: Act(by: .person(installer), at: now))
        return opened
    }

    func filed(by actor: Actor, _ photo: EvidenceDraft = DeskFixture.photo()) async throws -> UnbindingCase {
        try await desk.file(
            try await draft(by: actor.name, photo), hasConsented: true, by: actor)
    }

    /// The same case once the desk has asked for more.
    func asked(_ filed: UnbindingCase, by reviewer: String = "lan") async throws -> UnbindingCase {
        var ask = CaseStep(.askMore)
        ask.asked = "x"
        return try await desk.decide(filed, by: ask, actor: .person(reviewer))
    }

    func events(of user: User) async throws -> [String] {
        try await store.notices.all(of: user.id).map(\.event).reversed()
    }
}
