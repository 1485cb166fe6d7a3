import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// What Hanet leaves open about its webhook (contract 5 and 7.13), on switches.
public struct HanetWebhookStyle: Sendable {
    public enum TimeUnit: Sendable { case milliseconds, seconds }

    public var unit = TimeUnit.milliseconds
    public var personTypeAsText = true
    public var dataType = "log"
    public var keycode = ""
    /// The secret that the hash is made with.
    public var clientSecret = "hanet-client-secret"

    public init() {}
}

extension HanetSimulator {
    /// The body of a webhook call for a row.
    public static func webhookBody(
        _ row: HanetCheckin, id: String, placeID: String, placeName: String, style: HanetWebhookStyle
    ) -> String {
        let hash = Insecure.MD5.hash(data: Data((style.clientSecret + id).utf8))
            .map { String(format: "%02x", $0) }.joined()
        let wall = WorkingHours.wall(row.checkinTime)
        let time = style.unit == .milliseconds ? row.checkinTime : row.checkinTime / 1000
        let type = style.personTypeAsText ? "\"\(row.type)\"" : "\(row.type)"
        return """
            {"action_type":"update","data_type":"\(style.dataType)","id":"\(id)","hash":"\(hash)",\
            "keycode":\(quoted(style.keycode)),"date":"\(wall.date) \(wall.time)","time":\(time),\
            "personID":"\(row.personID)","aliasID":\(quoted(row.aliasID)),"personName":\(quoted(row.personName)),\
            "personTitle":\(quoted(row.title ?? "")),"personType":\(type),"placeID":\(placeID),\
            "placeName":\(quoted(placeName)),"deviceID":"\(row.deviceID)","deviceName":\(quoted(row.deviceName)),\
            "detected_image_url":"https://static.hanet.ai/face/employee/\(row.deviceID).jpg","mask":"-1"}
            """
    }

    /// Somebody walks past a camera: the row is in the cloud, and where an address is given the webhook tells of it.
    ///
    /// - Returns: the HTTP status that the address answered; nil without one.
    public func checkIn(
        _ row: HanetCheckin, place: String, webhook: String? = nil, id: String = UUID().uuidString,
        style: HanetWebhookStyle = HanetWebhookStyle()
    ) async throws -> Int? {
        add([row], to: place)
        guard let webhook else { return nil }
        let name = state.withLock { $0.places[place]?.name ?? "" }
        let body = HanetSimulator.webhookBody(row, id: id, placeID: place, placeName: name, style: style)
        return try await WebhookSender.send(body, to: webhook, agent: "Hanet")
    }

    /// A route by which a person or a test makes somebody check in: `place`, `name`, `alias`, `webhook`, `secret`.
    func addCheckInRoute(to router: Router<BasicRequestContext>) {
        router.post("/simulator/checkin") { request, _ in
            let form = try await Form(request)
            let alias = form["alias"] ?? "1001"
            let row = HanetCheckin(
                personName: form["name"] ?? "Nguyễn Thị Lan", aliasID: alias, personID: "27634234234299\(alias)",
                checkinTime: Int64(Date().timeIntervalSince1970 * 1000))
            var style = HanetWebhookStyle()
            if let secret = form["secret"] { style.clientSecret = secret }
            let status = try await self.checkIn(
                row, place: form["place"] ?? "13433", webhook: form["webhook"], style: style)
            return JSONReply("{\"status\":\(status ?? 0)}")
        }
    }
}
