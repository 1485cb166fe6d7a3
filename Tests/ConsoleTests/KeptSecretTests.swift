import Attendance
import Synchronization
import Testing

@testable import Console

/// Secrets of refused forms wait for the person who typed them, in that form, for a while.
@Suite struct KeptSecretTests {
    private final class Clock: Sendable {
        private let time = Mutex(Instant(milliseconds: 0))
        var now: Instant { time.withLock { $0 } }
        func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    @Test func theyAreOnePersonsAndOneForms() {
        let secrets = KeptSecrets(now: { Instant(milliseconds: 0) })
        let id = secrets.keep(["field-token": "s"], of: 1, in: "/devices/new hanet")
        #expect(secrets.find(id, of: 1, in: "/devices/new hanet") == ["field-token": "s"])
        #expect(secrets.find(id, of: 1, in: "/devices/new hanet") == ["field-token": "s"], "a second try may fail too")
        #expect(secrets.find(id, of: 2, in: "/devices/new hanet").isEmpty)
        #expect(secrets.find(id, of: nil, in: "/devices/new hanet").isEmpty)
        #expect(secrets.find(id, of: 1, in: "/devices/7/edit hanet").isEmpty)
        secrets.drop(id, of: 2)
        #expect(!secrets.find(id, of: 1, in: "/devices/new hanet").isEmpty, "nobody else takes it away")
        secrets.drop(id, of: 1)
        #expect(secrets.find(id, of: 1, in: "/devices/new hanet").isEmpty)
    }

    @Test func nothingIsKeptForStrangersNorWhereNothingWasTyped() {
        let secrets = KeptSecrets(now: { Instant(milliseconds: 0) })
        #expect(secrets.keep(["a": "s"], of: nil, in: "f").isEmpty)
        #expect(secrets.keep([:], of: 1, in: "f").isEmpty)
    }

    @Test func aQuarterOfAnHourIsTheLongestThatTheyWait() {
        let clock = Clock()
        let secrets = KeptSecrets(now: { clock.now })
        let id = secrets.keep(["a": "s"], of: 1, in: "f")
        clock.advance(by: .minutes(15) - .milliseconds(1))
        #expect(!secrets.find(id, of: 1, in: "f").isEmpty)
        clock.advance(by: .milliseconds(1))
        #expect(secrets.find(id, of: 1, in: "f").isEmpty)
    }

    @Test func onePersonHasAFewAndTakesNobodysPlace() {
        let clock = Clock()
        let secrets = KeptSecrets(now: { clock.now })
        let others = secrets.keep(["a": "s"], of: 2, in: "f")
        let ids = (0...KeptSecrets.mostOfOne).map { _ in
            clock.advance(by: .milliseconds(1))
            return secrets.keep(["a": "s"], of: 1, in: "f")
        }
        #expect(secrets.find(ids[0], of: 1, in: "f").isEmpty, "the oldest gave way")
        #expect(ids.dropFirst().allSatisfy { !secrets.find($0, of: 1, in: "f").isEmpty })
        #expect(!secrets.find(others, of: 2, in: "f").isEmpty)
    }

    @Test func allTogetherAreBounded() {
        let clock = Clock()
        let secrets = KeptSecrets(now: { clock.now })
        let ids = (0...KeptSecrets.most).map { person in
            clock.advance(by: .milliseconds(1))
            return secrets.keep(["a": "s"], of: Int64(person), in: "f")
        }
        let found = ids.enumerated().count { !secrets.find($1, of: Int64($0), in: "f").isEmpty }
        #expect(found == KeptSecrets.most && secrets.find(ids[0], of: 0, in: "f").isEmpty)
    }
}
