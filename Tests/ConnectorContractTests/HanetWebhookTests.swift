import Attendance
import ConnectorKit
import TestSupport
import Testing
import Wire

@testable import HanetConnector

/// What a call of Hanet's webhook is taken for, and what is turned away before anything of it is believed.
@Suite struct HanetWebhookTests {
    private static let now = "2026-03-16T10:00:00+07:00"

    private func call(
        _ changes: [String: JSONValue] = [:], secret: String = "secret", fields: [String: [String]] = [:],
        zone: Zone = .vietnam
    ) -> WebhookMessage {
        var body: [String: JSONValue] = [
            "id": "e1", "hash": .string(HanetWebhook.digest(secret, "e1")), "data_type": "log", "placeID": "13433",
            "personType": 0, "aliasID": " 1001\u{8}", "personName": "Lan", "deviceName": "Cổng",
            "time": .integer(Instant("2026-03-16T09:59:00+07:00").milliseconds),
        ]
        body.merge(changes) { $1 }
        let known = ["client-secret": ["secret"]].merging(fields) { $1 }
        return HanetWebhook.read(
            WebhookCall(
                body: JSONValue.object(body.map { JSONValue.Member($0.key, $0.value) }).bytes,
                fields: FieldValues(known), identity: "13433", zone: zone, now: Instant(Self.now)))
    }

    /// One word for what a call was taken for.
    private func word(_ message: WebhookMessage) -> String {
        switch message {
        case .records: "records"
        case .announced: "announced"
        case .forIdentity(let place): "for \(place)"
        case .ignored(let reason): "ignored \(reason)"
        case .refused: "refused"
        }
    }

    @Test func aCheckInIsAnAnnouncementWithEverythingThatWasSaid() throws {
        guard case .announced(let punch) = call() else {
            Issue.record("not announced")
            return
        }
        #expect(punch.sourceKey == "e1" && punch.code == "1001" && punch.personName == "Lan")
        #expect(punch.at == Instant("2026-03-16T09:59:00+07:00") && punch.local.description == "2026-03-16 09:59:00")
        #expect(punch.offset == 25_200 && punch.sourceDevice == "Cổng" && !punch.raw.isEmpty)
    }

    @Test func theDigestIsThatOfTheContract() {
        // md5sum of "abc"
        #expect(HanetWebhook.digest("a", "bc") == "900150983cd24fb0d6963f7d28e17f72")
        // A digest with bytes below sixteen keeps all of its digits.
        #expect((0..<64).allSatisfy { HanetWebhook.digest("secret", "\($0)").utf8.count == 32 })
    }

    @Test func whoDoesNotKnowTheSecretIsRefusedWhateverElseIsSaid() {
        #expect(word(call(secret: "guess")) == "refused")
        #expect(word(call(["hash": ""])) == "refused")
        #expect(word(call(["hash": .string(String(HanetWebhook.digest("secret", "e1").dropLast()))])) == "refused")
        #expect(word(call(["hash": .string(HanetWebhook.digest("secret", "e2"))])) == "refused")
        #expect(word(call(["hash": .string(HanetWebhook.digest("secret", "e1").uppercased())])) == "announced")
        // A hash of nothing but the secret would fit a call without an id.
        #expect(word(call(["id": "", "hash": .string(HanetWebhook.digest("secret", ""))])) == "refused")
        // A stranger learns neither the place nor what is ignored.
        #expect(word(call(["placeID": "999", "data_type": "person"], secret: "guess")) == "refused")
        #expect(word(call(fields: ["client-secret": []])) == "refused")
    }

    @Test func aKeycodeThatWasEnteredMustBeRepeated() {
        let fields = ["webhook-keycode": ["k1"]]
        #expect(word(call(fields: fields)) == "refused")
        #expect(word(call(["keycode": "k2"], fields: fields)) == "refused")
        #expect(word(call(["keycode": "k1x"], fields: fields)) == "refused")
        #expect(word(call(["keycode": "k1"], fields: fields)) == "announced")
        #expect(word(call(["keycode": "whatever"])) == "announced")
    }

    @Test func otherPlacesAndOtherNewsAreToldApart() {
        #expect(word(call(["placeID": "999"])) == "for 999")
        #expect(word(call(["placeID": 999])) == "for 999")
        #expect(word(call(["placeID": 13433])) == "announced" && word(call(["placeID": ""])) == "announced")
        #expect(word(call(["data_type": "person"])) == "ignored otherData")
        #expect(word(call(["data_type": .null])) == "ignored otherData")
    }

    @Test(
        arguments: [
            (0, ["employee"], true), (1, ["employee"], false), (2, ["employee", "customer"], false),
            (1, ["customer"], true), (0, ["customer"], false), (1, ["employee", "customer"], true),
            (28, ["employee"], false), (0, [], true), (1, [], false),
        ] as [(Int, [String], Bool)])
    func whoseCheckInsCountIsTheSameAsInThePull(_ type: Int, _ counted: [String], _ isTaken: Bool) {
        let wanted = isTaken ? "announced" : "ignored stranger"
        #expect(word(call(["personType": .integer(Int64(type))], fields: ["person-types": counted])) == wanted)
        #expect(word(call(["personType": .string("\(type)")], fields: ["person-types": counted])) == wanted)
    }

    @Test func whoIsOfNoTypeCountsByTheAlias() {
        #expect(word(call(["personType": .null])) == "announced")
        #expect(word(call(["personType": .null, "aliasID": " "])) == "ignored stranger")
    }

    @Test func theTimeIsInEitherUnitOrInTheDate() throws {
        let at = Instant("2026-03-16T09:59:00+07:00")
        let zone = try #require(Zone(identifier: "Asia/Tokyo"))
        let dated: JSONValue = "2026-03-16 09:59:00"
        for (time, date, zone, wanted) in [
            (JSONValue.integer(at.milliseconds), JSONValue.null, Zone.vietnam, at),
            (.integer(at.seconds), .null, .vietnam, at),
            (.string("\(at.seconds)"), .null, .vietnam, at), (.integer(at.seconds), dated, zone, at),
            (.integer(0), dated, .vietnam, at), (.null, dated, .vietnam, at), (.null, dated, zone, at - .hours(2)),
        ] {
            guard case .announced(let punch) = call(["time": time, "date": date], zone: zone) else {
                Issue.record("not announced: \(time) \(date)")
                continue
            }
            #expect(punch.at == wanted && punch.local == zone.local(at: wanted), "\(time) \(date)")
        }
        let tomorrow = Instant(Self.now) + .hours(25)
        for time in [JSONValue.integer(tomorrow.milliseconds), .integer(tomorrow.seconds), .integer(86_400), .null] {
            #expect(word(call(["time": time])) == "refused", "\(time)")
        }
    }

    @Test(arguments: ["", "[]", "7", "{\"id\":", "id=e1&hash=x"]) func whatIsNoObjectIsRefused(_ body: String) {
        let fields = FieldValues(["client-secret": ["secret"]])
        let message = HanetWebhook.read(
            WebhookCall(
                body: Array(body.utf8), fields: fields, identity: "13433", zone: .vietnam, now: Instant(Self.now)))
        #expect(word(message) == "refused")
    }

    @Test func whatIsLackingIsSaidBeforeTheAddressIsHandedOut() {
        #expect(HanetWebhook.intake.lack(FieldValues())?.en.contains("Client secret") == true)
        #expect(HanetWebhook.intake.lack(FieldValues(["client-secret": ["s"]])) == nil)
    }
}
