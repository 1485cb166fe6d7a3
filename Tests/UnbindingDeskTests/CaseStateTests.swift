import Testing
import UnbindingDesk

@Suite struct CaseStateTests {
    private static let events: [CaseEvent] = [
        .file, .take, .release, .askMore, .answer, .approve, .reject(.other), .withdraw, .execute, .verify, .fail,
    ]

    /// Every way that there is, and so no other.
    private static let ways: Set<String> = [
        "draft filed filed", "draft withdrawn withdrawn", "filed taken inReview", "filed approved approved",
        "filed rejected rejected", "filed withdrawn withdrawn", "inReview released filed",
        "inReview more-asked moreAsked", "inReview approved approved", "inReview rejected rejected",
        "inReview withdrawn withdrawn", "moreAsked answered filed", "moreAsked withdrawn withdrawn",
        "approved executing executing", "executing unbound unbound", "executing failed failed",
        "failed executing executing", "failed rejected rejected",
    ]

    @Test func noStepCanBeSkipped() {
        var ways: Set<String> = []
        for state in CaseState.allCases {
            for event in Self.events {
                if let next = state.after(event) { ways.insert("\(state.rawValue) \(event.word) \(next.rawValue)") }
            }
        }
        #expect(ways == Self.ways)
    }

    @Test func nothingLeadsOutOfAnEnd() {
        for state in CaseState.allCases where !state.isOpen {
            for event in Self.events { #expect(state.after(event) == nil, "\(state) \(event)") }
        }
    }

    @Test func unboundIsReachedByApprovalExecutionAndVerificationAlone() {
        // Every path without one of the three, walked to its end.
        for missing in [CaseEvent.approve, .execute, .verify] {
            var reached: Set<CaseState> = [.draft]
            var open: [CaseState] = [.draft]
            while let state = open.popLast() {
                for event in Self.events where event != missing {
                    if let next = state.after(event), reached.insert(next).inserted { open.append(next) }
                }
            }
            #expect(!reached.contains(.unbound), "\(missing)")
        }
    }
}
