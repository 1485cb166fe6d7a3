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
        guard (try? reader.peek()) == .object, let event = try? NuveqEvent(reading: &reader, renamed: names),
            (try? reader.finish()) != nil
        else { return .refused(Phrase(en: "the body is not a JSON object", vi: "nội dung không phải JSON")) }
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

    /// The webhook's snake-case names of the fields that are read; there is no id among them.
    private static let names = [
        "uuid": "uuid", "name": "eventName", "attendance": "attendance", "visitor": "visitor", "user_name": "userName",
        "staff_no": "staffNo", "type": "type", "direction": "direction", "date": "date", "time": "time",
        "timezone": "timezone", "timestamp": "timestamp",
    ]
}
