import Access
import Attendance
import Foundation
import Serials
import Store
import TestSupport
import Testing
import UnbindingCases

/// Cases as the tests of the desk begin with them.
enum CaseFixture {
    /// A Monday morning within the hours.
    static let morning = Instant("2026-11-23T09:00:00+07:00")

    static func with(_ body: (Store) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await body(try Store.fresh(in: directory.appending(path: "data")))
        }
    }

    static func draft(_ serial: String = "E12345678") throws -> CaseDraft {
        CaseDraft(network: .other, serial: try #require(ShortSerial(exactly: serial)))
    }

    static func opened(
        _ store: Store, _ serial: String = "E12345678", by installer: String = "thợ", now: Instant = morning
    ) async throws -> UnbindingCase {
        try await store.cases.open(try draft(serial), installer: installer, now: now)
    }

    /// As whoever has the data directory in hand files it, with a photo.
    static func filed(
        _ store: Store, _ serial: String = "E12345678", by installer: String = "thợ", now: Instant = morning
    ) async throws -> UnbindingCase {
        let draft = try await opened(store, serial, by: installer, now: now)
        _ = try await store.evidence.add(.sample(1), to: draft, act: Act(by: .person(installer), at: now))
        return try await store.cases.file(
            draft, consent: .current, working: .minutes(10), act: Act(by: .command, at: now), isMachine: true
        ).unbindingCase
    }

    /// Goes one step after the other.
    static func moved(
        _ store: Store, _ found: UnbindingCase, _ events: CaseEvent..., by actor: String = "lan",
        now: Instant = morning
    ) async throws -> UnbindingCase {
        var present = found
        for event in events {
            present = try await store.cases.move(present, by: CaseStep(event), act: Act(by: .person(actor), at: now))
        }
        return present
    }

    static func account(_ store: Store, _ name: String, company: Company? = nil) async throws -> User {
        let user = try await store.users.add(
            name, role: .installer, passwordHash: "none", act: Act(by: .person("test"), at: morning))
        if let company {
            try await store.companies.assign(company, to: name, act: Act(by: .person("test"), at: morning))
        }
        return user
    }

    static func company(_ store: Store, _ name: String, _ taxCode: String) async throws -> Company {
        try await store.companies.addVerified(name, taxCode: taxCode, act: Act(by: .person("test"), at: morning))
    }
}
