import Attendance
import ConnectorKit
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import HanetConnector

/// How a window is cut and paged through, seen from the vendor's side.
@Suite struct HanetPagingTests {
    private static let day = ("2026-03-10T00:00:00+07:00", "2026-03-11T00:00:00+07:00")

    /// A vendor that counts `total` rows and has so many pages of them.
    private func vendor(counts total: String, pages: [Int]) -> ScriptedVendor {
        ScriptedVendor { call in
            if call.isCount { return .hanet(total) }
            let page = call.form["page"].flatMap { Int($0) } ?? 0
            guard page >= 1, page <= pages.count else { return .hanet("[]") }
            return .hanetRows(pages[..<(page - 1)].reduce(0, +), pages[page - 1])
        }
    }

    private func spans(_ calls: [HTTPCall]) -> [String] {
        calls.map { "\($0.span.lowerBound)-\($0.span.upperBound)" }
    }

    private func span(_ from: String, _ to: String, less: Int64 = 0) -> String {
        "\(Instant(from).milliseconds)-\(Instant(to).milliseconds - less)"
    }

    @Test func aWindowIsCutAtTheMonthsOfHanetsZone() async throws {
        let vendor = vendor(counts: "0", pages: [])
        let (from, to) = ("2026-01-30T00:00:00+07:00", "2026-03-02T12:00:00+07:00")
        let (february, march) = ("2026-02-01T00:00:00+07:00", "2026-03-01T00:00:00+07:00")
        _ = try await HanetConnector(context: hanetContext(vendor)).collect(from: from, to: to)
        let wanted = [span(from, february, less: 1), span(february, march, less: 1), span(march, to)]
        #expect(spans(vendor.calls(on: "getTotal")) == wanted)
        #expect(spans(vendor.calls(on: "getCheckin")) == wanted)
        #expect(vendor.calls.allSatisfy { $0.form["placeID"] == "13433" && $0.form["token"] == "t0" })
    }

    @Test func theZoneOfTheMonthRuleIsAField() async throws {
        let vendor = vendor(counts: "0", pages: [])
        let (from, to) = ("2026-02-28T00:00:00+07:00", "2026-03-01T12:00:00+07:00")
        _ = try await HanetConnector(context: hanetContext(vendor, ["month-zone": "UTC"])).collect(from: from, to: to)
        let boundary = "2026-03-01T00:00:00Z"
        #expect(spans(vendor.calls(on: "getTotal")) == [span(from, boundary, less: 1), span(boundary, to)])
    }

    /// `to` may be included or not: only a month's end is taken back by a millisecond.
    @Test(arguments: [
        ("2026-03-01T00:00:00+07:00", 1), ("2026-03-01T00:00:00.500+07:00", 0), ("2026-03-01T00:00:01+07:00", 0),
        ("2026-02-28T00:00:00+07:00", 0), ("2026-02-15T12:00:00+07:00", 0),
    ])
    func onlyAnEndThatIsAMonthsIsMoved(_ to: String, _ less: Int) async throws {
        let vendor = vendor(counts: "0", pages: [])
        _ = try await HanetConnector(context: hanetContext(vendor)).collect(from: "2026-02-14T00:00:00+07:00", to: to)
        #expect(vendor.calls.last?.span.upperBound == Instant(to).milliseconds - Int64(less))
    }

    @Test func asManyPagesAreAskedForAsTheCountNeedsAndEachSaysWhereToGoOn() async throws {
        let vendor = vendor(counts: "1200", pages: [500, 500, 200])
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(failure == nil && pages.map(\.rows) == [500, 500, 200])
        #expect(pages.allSatisfy { $0.expectedRows == 1200 })
        let calls = vendor.calls(on: "getCheckin")
        #expect(calls.compactMap { $0.form["page"] }.sorted() == ["1", "2", "3"])
        #expect(calls.allSatisfy { $0.form["size"] == "500" })
        let (from, to) = (Instant(Self.day.0).milliseconds, Instant(Self.day.1).milliseconds)
        #expect(pages.map(\.checkpoint) == ["\(from)/\(to)/2/500", "\(from)/\(to)/3/1000", "\(to)/\(to + 1)/1/0"])
    }

    @Test(arguments: ["null", "[]"]) func withoutACountAPageWithoutRowsIsTheEnd(_ count: String) async throws {
        let vendor = vendor(counts: count, pages: [500, 3])
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(failure == nil && pages.map(\.rows) == [500, 3, 0] && pages.allSatisfy { $0.expectedRows == nil })
        #expect(pages.last?.checkpoint.hasSuffix("/1/0") == true)
    }

    @Test func aCountThatIsTooLowLosesNothingOfAFullPage() async throws {
        let vendor = vendor(counts: "1", pages: [500, 20])
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(failure == nil && pages.map(\.rows) == [500, 20])
    }

    @Test func aCountThatIsRefusedIsNoReasonNotToRead() async throws {
        let vendor = ScriptedVendor { call in call.isCount ? .hanet(code: -1) : .hanetRows(0, call.isFirst ? 2 : 0) }
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(failure == nil && pages.flatMap(\.punches).count == 2)
        let forbidden = ScriptedVendor { call in call.isCount ? .hanet(code: -2035) : .hanetRows(0, 2) }
        let (none, refusal) = try await HanetConnector(context: hanetContext(forbidden))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(none.isEmpty && refusal?.code == .credentials && forbidden.calls(on: "getCheckin").isEmpty)
    }

    @Test func fewerRowsThanCountedAreKeptAndTheDayIsNotDone() async throws {
        let vendor = vendor(counts: "3", pages: [2])
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(failure?.code == .incomplete)
        #expect(failure?.problem.en == "Hanet counts 3 records but returned 2")
        #expect(pages.map(\.rows) == [2])
        // Nobody goes on behind a day that is not complete.
        #expect(pages.first?.checkpoint.hasSuffix("/2/2") == true)
    }

    @Test func aWideWindowIsHalvedDownToADayUntilItIsAnswered() async throws {
        let hour: Int64 = 3_600_000
        let vendor = ScriptedVendor { call throws(HTTPFailure) in
            guard call.span.upperBound - call.span.lowerBound <= 24 * hour else {
                throw HTTPFailure.timedOut(after: .seconds(1))
            }
            return call.isCount ? .hanet("1") : .hanetRows(Int(call.span.lowerBound / hour), 1)
        }
        let (from, to) = ("2026-03-02T00:00:00+07:00", "2026-03-06T00:00:00+07:00")
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor)).collect(from: from, to: to)
        #expect(failure == nil && pages.count == 4)
        let read = vendor.calls(on: "getCheckin").map(\.span)
        #expect(read.allSatisfy { $0.upperBound - $0.lowerBound == 24 * hour })
        #expect(read.map(\.lowerBound) == (0..<4).map { Instant(from).milliseconds + $0 * 24 * hour })
    }

    @Test func aWideWindowIsTriedTwiceAndADayAsOftenAsThePolicySays() async throws {
        let vendor = ScriptedVendor { call throws(HTTPFailure) in
            guard call.isCount else { throw HTTPFailure.timedOut(after: .seconds(1)) }
            return .hanet("1")
        }
        let connector = HanetConnector(context: hanetContext(vendor, attempts: 4))
        let (_, failure) = try await connector.collect(from: Self.day.0, to: "2026-03-12T00:00:00+07:00")
        #expect(failure?.code == .timedOut)
        let widths = vendor.calls(on: "getCheckin").map { ($0.span.upperBound - $0.span.lowerBound) / 3_600_000 }
        #expect(widths == [48, 48, 24, 24, 24, 24])
    }

    @Test func whatHalvingDoesNotCureIsNotHalved() async throws {
        let vendor = ScriptedVendor { call in call.isCount ? .hanet("2") : .json("<html>", status: 404) }
        let (_, failure) = try await HanetConnector(context: hanetContext(vendor, attempts: 4))
            .collect(from: "2026-03-02T00:00:00+07:00", to: "2026-03-06T00:00:00+07:00")
        #expect(failure?.code == .configuration && vendor.calls(on: "getCheckin").count == 1)
    }

    @Test func aPageThatComesAgainIsAnErrorAndOneThatOverlapsIsNot() async throws {
        let same = ScriptedVendor { call in call.isCount ? .hanet("null") : .hanetRows(0, 500) }
        let (pages, failure) = try await HanetConnector(context: hanetContext(same))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(failure?.code == .badReply && pages.count == 1 && same.calls(on: "getCheckin").count == 2)
        // Three newer rows came meanwhile: each page begins with the end of the one before.
        let moving = ScriptedVendor { call in
            if call.isCount { return .hanet("900") }
            return call.isFirst ? .hanetRows(0, 500) : .hanetRows(497, 403)
        }
        let (moved, none) = try await HanetConnector(context: hanetContext(moving))
            .collect(from: Self.day.0, to: Self.day.1)
        #expect(none == nil && moved.map(\.rows) == [500, 403])
    }

    @Test func aRunGoesOnBehindItsCheckpointWithTheRowsThatItHad() async throws {
        let vendor = vendor(counts: "1200", pages: [500, 500, 200])
        let (from, to) = (Instant(Self.day.0).milliseconds, Instant(Self.day.1).milliseconds)
        let end = "2026-03-12T00:00:00+07:00"
        let connector = HanetConnector(context: hanetContext(vendor))
        let (pages, failure) = try await connector.collect(
            from: Self.day.0, to: end, resuming: "\(from)/\(to)/3/1000")
        #expect(failure == nil)
        let calls = vendor.calls(on: "getCheckin")
        // The rest of the part, then what the checkpoint's part leaves of the window.
        let asked = calls.map { "\($0.span.lowerBound):\($0.form["page"] ?? "")" }
        #expect(asked.sorted() == ["\(from):3", "\(to):1", "\(to):2", "\(to):3"])
        #expect(calls.last?.span.upperBound == Instant(end).milliseconds && pages.count == 4)
    }

    @Test func aCheckpointOfAnotherWindowIsNoPlaceToGoOnFrom() async throws {
        let (from, to) = (Instant(Self.day.0).milliseconds, Instant(Self.day.1).milliseconds)
        for checkpoint in ["\(from - 1)/\(to)/3/1000", "\(from)/\(to + 1)/3/1000", "nonsense", "\(from)/\(to)/0/0"] {
            let vendor = vendor(counts: "1", pages: [1])
            _ = try await HanetConnector(context: hanetContext(vendor))
                .collect(from: Self.day.0, to: Self.day.1, resuming: checkpoint)
            #expect(vendor.calls(on: "getCheckin").map { $0.form["page"] } == ["1"], "\(checkpoint)")
        }
    }

    @Test func pagingThatNeverEndsIsEnded() async throws {
        let vendor = ScriptedVendor { call in
            let page = call.form["page"].flatMap { Int($0) } ?? 0
            return call.isCount ? .hanet("null") : .hanetRows(page * 500, 500)
        }
        let (from, to) = (Instant(Self.day.0).milliseconds, Instant(Self.day.1).milliseconds)
        let (pages, failure) = try await HanetConnector(context: hanetContext(vendor))
            .collect(from: Self.day.0, to: Self.day.1, resuming: "\(from)/\(to)/19999/0")
        #expect(failure?.code == .badReply && pages.count == 2)
    }
}

extension HTTPCall {
    fileprivate var isFirst: Bool { form["page"] == "1" }
}
