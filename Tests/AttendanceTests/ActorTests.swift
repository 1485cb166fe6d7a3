import Attendance
import Testing

/// Who acts, as it is stored and read back.
@Suite struct ActorTests {
    @Test(arguments: Actor.Machine.allCases)
    func everyPartOfTheProgramIsReadBackAsItself(_ machine: Actor.Machine) {
        #expect(Actor(stored: Actor.machine(machine).name) == .machine(machine))
    }

    @Test(arguments: [
        Actor.person("lan"), .person("Rules"), .person("tokens"), .person(""), .token("timesheets"), .token("token x"),
        .token(""), .token("rules"), .command, .schedule, .rules,
    ])
    func whoActedIsReadBackFromTheWordInAHistory(_ actor: Actor) {
        #expect(Actor(stored: actor.name) == actor)
    }

    @Test func theWordsAreThoseThatFormerVersionsWrote() {
        #expect(
            Actor.Machine.allCases.map(\.rawValue) == [
                "command", "schedule", "rules", "clock", "demo", "notices", "retention", "system", "upgrade",
            ])
        #expect("\(Actor.token("x"))" == "token x")
    }
}
