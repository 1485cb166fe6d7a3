import Attendance
import ConnectorKit
import Wire

/// Nuveq's webhook (contract 1.6): unsigned, in snake case, with the event's uuid, by which a pull knows it again.
enum NuveqWebhook {
    static let intake = WebhookIntake(
        help: Phrase(
            en:
                "Register this address at Nuveq (POST /api/webhooks, webhookLink). Each account has one; another tool may overwrite it, and polling goes on in any case.",
            vi:
                "Đăng ký địa chỉ này tại Nuveq (POST /api/webhooks, webhookLink). Mỗi tài khoản chỉ có một; công cụ khác có thể ghi đè, và chương trình vẫn đọc định kỳ."
        ), read: read)

    static func read(_ call: WebhookCall) -> WebhookMessage {
        var reader = JSONReader(call.body)
        guard (try? reader.peek()) == .object, let event = try? NuveqEvent(webhook: &reader),
            (try? reader.finish()) != nil
        else { return .refused(Phrase(en: "the body is no JSON object", vi: "nội dung không phải JSON")) }
        // Without a uuid the pull could not know the event again.
        guard !event.uuid.isEmpty else {
            return .refused(Phrase(en: "the event has no uuid", vi: "sự kiện không có uuid"))
        }
        var page = Page()
        var decoder = NuveqEventDecoder(zone: call.zone, now: call.now)
        decoder.sort(event, raw: call.body[...], into: &page)
        if let reason = page.skipped.keys.first { return .ignored(reason) }
        return .records(page)
    }
}

extension NuveqEvent {
    /// The webhook's names for the same fields.
    init(webhook reader: inout JSONReader) throws(JSONError) {
        self.init()
        try reader.beginObject()
        while let key = try reader.nextKey() {
            switch key {
            case "uuid": uuid = (try reader.text() ?? "").trimmed
            case "name": eventName = (try reader.text() ?? "").trimmed
            case "attendance": attendance = try reader.flag()
            case "visitor": visitor = try reader.flag()
            case "user_name": userName = EmployeeCode.cleaned(try reader.text() ?? "")
            case "staff_no": staffNo = EmployeeCode.cleaned(try reader.text() ?? "")
            case "type": door = EmployeeCode.cleaned(try reader.text() ?? "")
            case "direction": direction = (try reader.text() ?? "").trimmed
            case "date": date = (try reader.text() ?? "").trimmed
            case "time": time = (try reader.text() ?? "").trimmed
            case "timezone": timezone = (try reader.text() ?? "").trimmed
            case "timestamp": timestamp = (try reader.text() ?? "").trimmed
            default: try reader.skipValue()
            }
        }
    }
}
