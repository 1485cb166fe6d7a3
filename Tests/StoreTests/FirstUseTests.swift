import TestSupport
import Testing

@testable import Store

/// Keys that are made on first use are everybody's, whoever was faster.
@Suite struct FirstUseTests {
    @Test func whoeverComesSecondUsesTheFirstOnesKey() async throws {
        try await CaseFixture.with { store in
            let kept = try await store.programSecrets.keep("first", as: "key", inPlaceOf: nil)
            #expect(kept == "first")
            #expect(try await store.programSecrets.keep("second", as: "key", inPlaceOf: nil) == "first")
            #expect(try await store.programSecrets.load("key") == "first")
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
