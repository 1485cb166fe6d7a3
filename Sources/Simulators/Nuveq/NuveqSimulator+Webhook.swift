import Foundation
import HTTPTypes
import Hummingbird

extension NuveqEventRecord {
    /// The webhook's body: snake case, no id, some names of their own (contract 1.6).
    public func webhookBody(zone: String = "Asia/Ho_Chi_Minh", offsetHours: Int = 7) -> String {
        let wall = WorkingHours.wall(milliseconds, offset: Int64(offsetHours) * 3_600_000)
        let utc = WorkingHours.wall(milliseconds, offset: 0)
        let flag = { (value: Bool?) in value.map { $0 ? "true" : "false" } ?? "null" }
        return """
            {"uuid":"\(uuid)","mac":"00:1B:44:11:3A:B7","owner_id":344,"owner_name":"Demo","site_id":12,\
            "site_name":"Kho Bình Dương ","card_id":77,"card_no":1234567,"door_id":3,"name":\(quoted(eventName)),\
            "alarmevent":null,"attendance":\(flag(attendance)),"visitor":\(flag(visitor)),\
            "user_name":\(quoted(userName)),"dept_id":null,"post_id":null,"staff_no":\(quoted(staffNo)),\
            "type":"Cửa kho","direction":"\(direction)","date":"\(wall.date)","time":"\(wall.time)",\
            "timezone":"\(zone)","timestamp":"\(utc.date)T\(utc.time)Z","email":null,"user_photo":"",\
            "created_at":"\(utc.date)T\(utc.time)Z","muster":false}
            """
    }
}

extension NuveqSimulator {
    /// Somebody opens a door: the event is in the cloud, and where an address is given the webhook tells of it.
    ///
    /// - Returns: the HTTP status that the address answered; nil without one.
    public func open(_ event: NuveqEventRecord, webhook: String? = nil) async throws -> Int? {
        add(event)
        guard let webhook else { return nil }
        return try await WebhookSender.send(event.webhookBody(), to: webhook, agent: "axios/1.7.2")
    }

    /// A route by which a person or a test makes somebody open a door: `name`, `staff`, `webhook`.
    func addOpenRoute(to router: Router<BasicRequestContext>) {
        router.post("/simulator/open") { request, _ in
            let form = try await Form(request)
            let event = NuveqEventRecord(
                id: self.nextID, uuid: UUID().uuidString.lowercased(), userName: form["name"] ?? "Trần Văn Hùng",
                staffNo: form["staff"] ?? "1002", milliseconds: Int64(Date().timeIntervalSince1970) * 1000)
            let status = try await self.open(event, webhook: form["webhook"])
            return JSONReply("{\"status\":\(status ?? 0)}")
        }
    }
}
