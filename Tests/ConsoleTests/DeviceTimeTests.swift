import Attendance
import TestSupport
import Testing

@testable import Console

/// Times of devices side by side: each by its own clock, and the zone is named where it is another than Vietnam's.
@Suite struct DeviceTimeTests {
    private func text(_ zone: String) throws -> String {
        let zone = try #require(Zone(identifier: zone))
        let moment = Instant("2026-03-16T10:00:00+07:00")
        let device = Device(
            id: 1, name: "A", kind: "hanet", sourceID: 1, identity: "1", zone: zone, createdAt: moment)
        return Texts.time(moment, of: device)
    }

    @Test func theZoneIsNamedWhereItIsAnotherOne() throws {
        #expect(try text("Asia/Ho_Chi_Minh") == "16/03/2026 10:00")
        #expect(try text("Asia/Bangkok") == "16/03/2026 10:00", "the same clock needs no word")
        #expect(try text("Asia/Tokyo") == "16/03/2026 12:00 +09:00")
        #expect(try text("UTC") == "16/03/2026 03:00 UTC")
    }
}
