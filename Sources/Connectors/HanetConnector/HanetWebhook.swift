import Attendance
import ConnectorKit
import Crypto
import Foundation
import Wire

/// Hanet's webhook (contract 5). Its hash covers the client secret and the record's id, neither the body nor the time,
/// so that a call is an announcement: the record counts when the API has it too.
enum HanetWebhook {
    static let intake = WebhookIntake(
        help: Phrase(
            en:
                "Register this address in App Console → your app → Webhook. Hanet then tells of each check-in at once; every one is confirmed with the API before it counts.",
            vi:
                "Đăng ký địa chỉ này tại App Console → ứng dụng của bạn → Webhook. Hanet sẽ báo ngay từng lượt chấm công; mỗi lượt được đối chiếu với API trước khi tính."
        ),
        lack: { fields in
            fields["client-secret"] == nil
                ? Phrase(
                    en: "Enter the “Client secret” of the device first: without it Hanet's calls cannot be checked.",
                    vi:
                        "Hãy nhập “Client secret” của thiết bị trước: nếu thiếu thì không kiểm tra được lượt gọi của Hanet."
                )
                : nil
        }, read: read)

    static func read(_ call: WebhookCall) -> WebhookMessage {
        guard let body = try? JSONValue(parsing: call.body), case .object = body else {
            return .refused(Phrase(en: "the body is not a JSON object", vi: "nội dung không phải JSON"))
        }
        let id = body["id"]?.text ?? ""
        let hash = (body["hash"]?.text ?? "").lowercased()
        guard let secret = call.fields["client-secret"], !id.isEmpty, areEqual(hash, digest(secret, id)) else {
            return .refused(
                Phrase(
                    en: "the hash does not fit the client-secret", vi: "hash không khớp với client-secret"))
        }
        if let keycode = call.fields["webhook-keycode"], !areEqual(body["keycode"]?.text ?? "", keycode) {
            return .refused(Phrase(en: "the keycode is another one", vi: "keycode không đúng"))
        }
        guard body["data_type"]?.text == "log" else { return .ignored("otherData") }
        let place = body["placeID"]?.text ?? ""
        if !place.isEmpty, place != call.identity { return .forIdentity(place) }
        let type = body["personType"]?.integer
        let named = call.fields.all("person-types")
        let counted = Set((named.isEmpty ? ["employee"] : named).map { Int64($0 == "customer" ? 1 : 0) })
        let alias = EmployeeCode.cleaned(body["aliasID"]?.text ?? "")
        guard type.map(counted.contains) ?? !alias.isEmpty else { return .ignored("stranger") }
        guard let at = time(body, call.zone), PlausibleTime.accepts(at, now: call.now) else {
            return .refused(Phrase(en: "the time cannot be read", vi: "không đọc được thời gian"))
        }
        return .announced(
            Punch(
                sourceKey: id, code: alias, personName: EmployeeCode.cleaned(body["personName"]?.text ?? ""), at: at,
                local: call.zone.local(at: at), offset: call.zone.offset(at: at),
                sourceDevice: EmployeeCode.cleaned(body["deviceName"]?.text ?? ""), raw: call.body[...]))
    }

    /// Lower-case hexadecimal MD5 of the client secret and the record's id.
    static func digest(_ secret: String, _ id: String) -> String {
        Insecure.MD5.hash(data: Data((secret + id).utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The unit of `time` is not documented: a value of more than ten digits counts milliseconds. `date` stands in.
    private static func time(_ body: JSONValue, _ zone: Zone) -> Instant? {
        if let number = body["time"]?.integer, number > 0 {
            return number > 9_999_999_999 ? Instant(milliseconds: number) : Instant(seconds: number)
        }
        return (body["date"]?.text).flatMap { LocalTime($0) }.map(zone.instant)
    }

    /// In a time that does not tell where the texts differ.
    private static func areEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference == 0
    }
}
