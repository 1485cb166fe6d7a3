import Attendance
import TestSupport
import Testing

@testable import Store

/// Keys that are made on first use are everybody's, whoever was faster.
@Suite struct FirstUseTests {
    @Test func whoeverComesSecondUsesTheFirstOnesKey() async throws {
        try await CaseFixture.with { store in
            let secrets = store.programSecrets
            let first = try await secrets.keep("first", as: "key", inPlaceOf: nil)
            let second = try await secrets.keep("second", as: "key", inPlaceOf: nil)
            let kept = try await secrets.load("key")
            #expect(first == "first" && second == "first" && kept == "first")
        }
    }

    @Test func whatWasSeenToBeUnusableIsReplacedOnce() async throws {
        try await CaseFixture.with { store in
            try await store.programSecrets.keep("damaged", as: "key")
            #expect(try await store.programSecrets.keep("new", as: "key", inPlaceOf: "damaged") == "new")
            #expect(try await store.programSecrets.keep("newer", as: "key", inPlaceOf: "damaged") == "new")
            #expect(try await store.programSecrets.load("key") == "new")
        }
    }

    @Test func everyBrowserIsKnownAgainByOneKey() async throws {
        try await CaseFixture.with { store in
            let keys = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 { group.addTask { try await store.programSecrets.browserKey() } }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(keys.count == 1)
        }
    }
}
