import Hummingbird
import NIOCore
import Testing

@testable import Console

/// The memory that bodies of terminals may take together.
@Suite struct BodyBudgetTests {
    private func collect(_ budget: BodyBudget, _ count: Int, upTo limit: Int = 1000, announced: Int? = nil)
        async throws -> String
    {
        let body = RequestBody(buffer: ByteBuffer(repeating: 7, count: count))
        switch try await budget.collect(body, upTo: limit, announced: announced) {
        case .bytes(let bytes): return "\(bytes.count) bytes"
        case .tooLarge: return "too large"
        case .noRoom: return "no room"
        }
    }

    @Test func whatIsReadTakesRoomUntilItIsGivenBack() async throws {
        let budget = BodyBudget(most: 1000)
        #expect(try await collect(budget, 600) == "600 bytes")
        #expect(try await collect(budget, 401) == "no room")
        #expect(try await collect(budget, 400) == "400 bytes")
        budget.release(600)
        #expect(try await collect(budget, 600) == "600 bytes")
        budget.release(600)
        budget.release(400)
        #expect(try await collect(budget, 1000) == "1000 bytes")
    }

    @Test func whatIsTooLargeTakesNoRoom() async throws {
        let budget = BodyBudget(most: 1000)
        #expect(try await collect(budget, 501, upTo: 500) == "too large")
        #expect(try await collect(budget, 1, upTo: 500, announced: 501) == "too large")
        #expect(try await collect(budget, 500, upTo: 500, announced: 500) == "500 bytes")
        budget.release(500)
        #expect(try await collect(budget, 1000) == "1000 bytes")
    }
}
