import Foundation
import Testing
import UnbindingCases

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
        "failed executing executing", "failed rejected rejected", "failed withdrawn withdrawn",
        "moreAsked rejected rejected", "approved rejected rejected", "approved withdrawn withdrawn",
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

    @Test(arguments: ["unbinding.md", "unbinding.vi.md"]) func theManualListsEveryWay(_ name: String) throws {
        let manual = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/manual/\(name)")
        // | `draft` | filed | … | `filed` |
        let rows = try String(contentsOf: manual, encoding: .utf8).split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map {
                $0.trimmingPrefix(" ").reversed().drop { $0 == " " }.reversed()
            }
            .map { String($0) }
            return cells.count == 4 && cells[0].hasPrefix("`") && cells[3].hasPrefix("`")
                ? "\(cells[0]) \(cells[1]) \(cells[3])".filter { $0 != "`" } : nil
        }
        #expect(Set(rows) == Self.ways)
    }

    @Test func everyOpenCaseHasAWayToItsEndWhoeverStaysAway() {
        // The installer never answers; or the desk's authorities never succeed.
        for absent in [[CaseEvent.file, .answer, .withdraw], [.verify]] {
            for state in CaseState.allCases where state.isOpen && !(state == .draft && absent.contains(.file)) {
                var (reached, open) = (Set([state]), [state])
                while let next = open.popLast() {
                    for event in Self.events where !absent.contains(event) {
                        if let way = next.after(event), reached.insert(way).inserted { open.append(way) }
                    }
                }
                #expect(reached.contains { !$0.isOpen }, "\(state)")
            }
        }
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
