import Attendance
import AttendanceHub
import Store
import TestSupport
import Testing

/// What is cleaned away is gone for good: so it is asked for in so many words, and says what it was.
@Suite struct CleaningTests {
    private func act(_ hub: TestHub) -> Act { Act(by: .person("an"), at: hub.clock.now) }

    @Test(arguments: CleaningSubject.allCases) func nothingIsRemovedWithoutTheWord(_ subject: CleaningSubject)
        async throws
    {
        try await TestHub.with { hub, _ in
            _ = try await hub.quietDevice()
            let before = try await hub.store.history.entries(limit: 10).count
            for word in ["", "no", "y", "yes!", "có"] {
                await #expect(throws: RequestFailure.self) {
                    try await Cleaning(hub.store).remove(subject, confirmedBy: word, act: act(hub))
                }
            }
            #expect(try await hub.store.devices.all().count == 1)
            #expect(try await hub.store.history.entries(limit: 10).count == before)
        }
    }

    @Test func theWordIsTakenAsPeopleTypeIt() async throws {
        try await TestHub.with { hub, _ in
            _ = try await hub.quietDevice()
            let removed = try await Cleaning(hub.store).remove(.devices, confirmedBy: " Yes\n", act: act(hub))
            #expect(removed == 1)
            #expect(try await hub.store.devices.all().isEmpty)
            #expect(try await hub.store.history.entries(limit: 1).first?.actor == .person("an"))
        }
    }

    @Test func devicesOfBeforeADateAreNotAllDevices() async throws {
        try await TestHub.with { hub, _ in
            _ = try await hub.quietDevice()
            await #expect(throws: RequestFailure.self) {
                try await Cleaning(hub.store).remove(
                    .devices, before: TimeText("2026-01-01"), confirmedBy: Cleaning.confirmation, act: act(hub))
            }
            #expect(try await hub.store.devices.all().count == 1)
            for subject in CleaningSubject.allCases where subject.takesDate {
                let removed = try await Cleaning(hub.store).remove(
                    subject, before: TimeText("2026-01-01"), confirmedBy: Cleaning.confirmation, act: act(hub))
                #expect(removed == 0)
            }
        }
    }
}
