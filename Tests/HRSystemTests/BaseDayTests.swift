import Attendance
import HRKit
import SeededChance
import TestSupport
import Testing
import Wire

@testable import BaseCheckin

/// The day that Base files a punch under: the office's own, named by the moment at which it began.
@Suite struct BaseDayTests {
    private struct Day: Hashable {
        let code: String
        let start: Int64
        let ids: [String]
    }

    private func days(_ logs: [JSONValue]) -> [Day] {
        logs.flatMap { person in
            (person["dates"]?.array ?? []).map { day in
                Day(
                    code: person["user_code"]?.text ?? "", start: day["date"]?.integer ?? 0,
                    ids: (day["logs"]?.array ?? []).compactMap { $0["id"]?.text })
            }
        }
    }

    private func days(_ punches: [OutgoingPunch], _ zone: Zone) throws -> [Day] {
        days(try #require(JSONValue(parsing: Array(MassSyncLogs.text(punches, zone: zone).utf8)).array))
    }

    private func zone(_ name: String) throws -> Zone { try #require(Zone(identifier: name)) }

    @Test func aPunchBelongsToTheOfficesDayWhateverTheDevicesClockShows() throws {
        // Half past one of the sixteenth on the device in Tokyo, half past eleven of the fifteenth at the office.
        let late = punch(1, at: "2026-03-15T23:30:00+07:00", on: try zone("Asia/Tokyo"))
        #expect(late.local.description == "2026-03-16 01:30:00")
        #expect(try days([late], .vietnam).map(\.start) == [Instant("2026-03-15T00:00:00+07:00").seconds])
        // And the other way round.
        let early = punch(2, at: "2026-03-16T00:30:00+07:00", on: try zone("UTC"))
        #expect(early.local.description == "2026-03-15 17:30:00")
        #expect(try days([early], .vietnam).map(\.start) == [Instant("2026-03-16T00:00:00+07:00").seconds])
    }

    @Test(arguments: [
        ("Asia/Tokyo", "2026-03-16T00:00:00+09:00"), ("Asia/Kolkata", "2026-03-15T00:00:00+05:30"),
        ("America/New_York", "2026-03-15T00:00:00-04:00"), ("UTC", "2026-03-15T00:00:00Z"),
    ])
    func theOfficesZoneIsTheOneThatItsFieldsName(_ name: String, _ start: String) async throws {
        let base = ScriptedBase(fields: ["time-zone": name]) { _ in #"{"code":1}"# }
        _ = try await base.system.send([punch(1, at: "2026-03-15T23:30:00+07:00")])
        let call = try #require(base.http.calls.last)
        // 23:30 in Hanoi is 16:30 of UTC; only Tokyo has the next day by then.
        #expect(days(ScriptedBase.logs(in: call)).map(\.start) == [Instant(start).seconds])
    }

    @Test(arguments: [
        // Clocks went forward at midnight: the day begins at one.
        ("America/Santiago", "2024-09-08T10:00:00-03:00", "2024-09-08T04:00:00Z"),
        ("Asia/Beirut", "2022-03-27T08:00:00+03:00", "2022-03-26T22:00:00Z"),
        // They went back from midnight to eleven: the new day begins an hour later.
        ("America/Santiago", "2024-04-07T10:00:00-04:00", "2024-04-07T04:00:00Z"),
        ("America/Santiago", "2024-04-06T23:30:00-04:00", "2024-04-06T03:00:00Z"),
        // From one to midnight: of two midnights the first.
        ("America/Havana", "2023-11-05T10:00:00-05:00", "2023-11-05T04:00:00Z"),
        // A day of twenty-five hours, at its last half hour, and one of twenty-three.
        ("America/New_York", "2024-11-03T23:30:00-05:00", "2024-11-03T04:00:00Z"),
        ("America/New_York", "2024-03-10T23:30:00-04:00", "2024-03-10T05:00:00Z"),
        ("Asia/Ho_Chi_Minh", "2020-07-08T00:00:00+07:00", "2020-07-07T17:00:00Z"),
        ("Asia/Ho_Chi_Minh", "2020-07-07T23:59:59+07:00", "2020-07-06T17:00:00Z"),
    ])
    func theDayBeginsWhenTheClocksSay(_ name: String, _ at: String, _ start: String) throws {
        #expect(try days([punch(1, at: at)], zone(name)).map(\.start) == [Instant(start).seconds])
    }

    @Test(arguments: ["Asia/Ho_Chi_Minh", "America/Santiago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"])
    func everyPunchLiesInTheDayItIsFiledUnderAndNoneIsLostOrDoubled(_ name: String) throws {
        let zone = try zone(name)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            let first = Instant("2021-01-01T00:00:00Z").seconds + Int64.random(in: 0..<360, using: &random) * 86_400
            let punches = (0..<40).map { number -> OutgoingPunch in
                // Close together, so that people have several punches a day and days come back.
                let at = Instant(seconds: first + Int64.random(in: 0..<40, using: &random) * 9001)
                return punch(number, code: "0\(number % 5)", at: Zone.vietnam.rfc3339(at), on: .vietnam)
            }
            let found = try days(punches, zone)
            #expect(found.flatMap(\.ids).sorted() == punches.map(\.recordID).sorted())
            #expect(Set(found.map { "\($0.code) \($0.start)" }).count == found.count)
            for day in found {
                let start = Instant(seconds: day.start)
                #expect(zone.date(at: Instant(seconds: day.start - 1)) < zone.date(at: start))
                for id in day.ids {
                    let punch = try #require(punches.first { $0.recordID == id })
                    #expect(punch.at >= start && zone.date(at: punch.at) == zone.date(at: start))
                    #expect(day.code == String(punch.code.dropFirst()))
                }
                let places = day.ids.compactMap { id in punches.firstIndex { $0.recordID == id } }
                #expect(places == places.sorted(), "a person's punches of a day keep their order")
            }
        }
    }

    @Test func aMomentIsAMomentInEveryZone() throws {
        for name in ["Asia/Tokyo", "UTC", "America/New_York"] {
            let text = MassSyncLogs.text([punch(1, code: "007", at: "2026-03-15T23:30:00+07:00")], zone: try zone(name))
            let person = try #require(JSONValue(parsing: Array(text.utf8)).array?.first)
            let log = try #require(person["dates"]?.array?.first?["logs"]?.array?.first)
            #expect(log["time"] == .integer(Instant("2026-03-15T16:30:00Z").seconds))
            #expect(person["user_code"] == "7" && log["deviceUserId"] == "007")
        }
    }
}
