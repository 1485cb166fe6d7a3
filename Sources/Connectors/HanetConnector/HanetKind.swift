import Attendance
import ConnectorKit
import Foundation
import HTTPTransport

/// Hanet AI cameras: one place of the Hanet cloud is one device. The cameras themselves are never contacted.
public enum HanetKind {
    public static let kind = DeviceKind(
        id: "hanet",
        title: Phrase(en: "Hanet AI cameras", vi: "Camera Hanet AI"),
        ownFields: [
            FieldSpecification(
                "token", .token, required: true, secret: true,
                label: Phrase(en: "Access token", vi: "Access token"),
                help: Phrase(
                    en: "developers.hanet.ai → App Console → your app → show the access token",
                    vi: "developers.hanet.ai → App Console → ứng dụng của bạn → hiển thị Access Token")),
            FieldSpecification(
                "place-id", required: true,
                label: Phrase(en: "PlaceID", vi: "PlaceID"),
                help: Phrase(
                    en: "the number behind connect.hanet.ai/ when the place is open; the whole link can be pasted",
                    vi: "số đứng sau connect.hanet.ai/ khi mở địa điểm; có thể dán cả đường link")),
            FieldSpecification(
                "refresh-token", .token, secret: true,
                label: Phrase(en: "Refresh token", vi: "Refresh token"),
                help: Phrase(
                    en: "with it, the client ID and the client secret, an expired access token is renewed by itself",
                    vi: "cùng với Client ID và Client secret, access token hết hạn sẽ được tự làm mới")),
            FieldSpecification(
                "client-id", .token,
                label: Phrase(en: "Client ID", vi: "Client ID"),
                help: Phrase(en: "of the app, for the refresh token", vi: "của ứng dụng, dùng cùng Refresh token")),
            FieldSpecification(
                "client-secret", .token, secret: true,
                label: Phrase(en: "Client secret", vi: "Client secret"),
                help: Phrase(en: "of the app, for the refresh token", vi: "của ứng dụng, dùng cùng Refresh token")),
            FieldSpecification(
                "webhook-keycode", .token, secret: true,
                label: Phrase(en: "Webhook keycode", vi: "Webhook keycode"),
                help: Phrase(
                    en: "the partner token that Hanet repeats in its webhook calls",
                    vi: "partner token mà Hanet gửi lại trong webhook")),
            FieldSpecification(
                "person-types",
                .choice([
                    FieldChoice("employee", Phrase(en: "employees", vi: "nhân viên")),
                    FieldChoice("customer", Phrase(en: "customers", vi: "khách hàng")),
                ]), repeatable: true, default: "employee",
                label: Phrase(en: "Whose check-ins count", vi: "Tính chấm công cho"),
                help: Phrase(
                    en: "whose check-ins are kept; those of strangers never are",
                    vi: "lượt chấm công của ai được lấy; người lạ không bao giờ tính")),
            FieldSpecification(
                "base-url", .url, default: "https://partner.hanet.ai",
                label: Phrase(en: "API address", vi: "Địa chỉ API"),
                help: Phrase(en: "the partner API", vi: "địa chỉ API đối tác")),
            FieldSpecification(
                "oauth-url", .url, default: "https://oauth.hanet.com",
                label: Phrase(en: "OAuth address", vi: "Địa chỉ OAuth"),
                help: Phrase(
                    en: "where tokens are renewed; /token is appended",
                    vi: "nơi làm mới token; chương trình thêm /token vào sau")),
            FieldSpecification(
                "month-zone", .zone, default: Zone.vietnam.identifier,
                label: Phrase(en: "Zone of the month rule", vi: "Múi giờ của quy tắc tháng"),
                help: Phrase(
                    en: "the zone of Hanet's rule that one request stays within a calendar month",
                    vi: "múi giờ của quy tắc Hanet: một lần hỏi phải nằm trong một tháng")),
        ],
        policy: SyncPolicy(
            first: .month, periodic: .days(3), device: .days(3), all: .days(3), lookBack: .days(3)),
        recordedTime: .instant,
        identityLabel: "PlaceID",
        skipWords: SkipWords([
            "stranger": Phrase(en: "strangers", vi: "người lạ"),
            "customer": Phrase(en: "customers", vi: "khách hàng"),
            "employee": Phrase(en: "employees", vi: "nhân viên"),
            "otherType": Phrase(en: "other types", vi: "loại khác"),
            "otherPlace": Phrase(en: "of other places", vi: "của địa điểm khác"),
        ]),
        guide: [
            Phrase(
                en:
                    "Token: sign in at developers.hanet.ai with the account that created the place and its cameras.",
                vi:
                    "Token: đăng nhập developers.hanet.ai bằng tài khoản quản trị (tài khoản đã thêm địa điểm và camera)."
            ),
            Phrase(
                en: "Open App Console, create an application (a name and a description are enough), and open it.",
                vi: "Vào App Console, chọn tạo ứng dụng (chỉ cần tên và mô tả), rồi mở ứng dụng đó."),
            Phrase(
                en: "Show the access token and copy it into “Access token”.",
                vi: "Chọn hiển thị Access Token, sao chép vào ô “Access token”."),
            Phrase(
                en: "PlaceID: sign in at connect.hanet.ai with the same account and open the place.",
                vi: "PlaceID: đăng nhập connect.hanet.ai bằng cùng tài khoản và mở địa điểm."),
            Phrase(
                en:
                    "The number in the address bar behind connect.hanet.ai/ is the PlaceID; you may paste the whole link.",
                vi: "Số trên thanh địa chỉ sau connect.hanet.ai/ là PlaceID; có thể dán cả đường link."),
        ],
        webhook: HanetWebhook.intake,
        // One application hands out one pair for all places of its user (contract 2).
        account: VendorAccount(secrets: ["token", "refresh-token", "client-secret"]) { fields in
            fields["client-id"].map { "\(oauthURL(fields).lowercased()) \($0)" }
        },
        identity: { $0["place-id"] ?? "" },
        normalize: normalized,
        makeConnector: { HanetConnector(context: $0) })

    /// Where tokens are renewed, without a slash at the end.
    static func oauthURL(_ fields: FieldValues) -> String {
        WebAddress.withoutSlash(fields["oauth-url"] ?? "https://oauth.hanet.com")
    }

    static func normalized(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        var values = input
        if let entered = input["place-id"]?.trimmed, !entered.isEmpty {
            guard let id = placeID(entered) else {
                throw FieldFailure(
                    field: "place-id",
                    Phrase(
                        en: "field “place-id” must be a number or a link like https://connect.hanet.ai/13433/…",
                        vi: "trường “place-id” phải là số hoặc đường link dạng https://connect.hanet.ai/13433/…"),
                    atField: Phrase(
                        en: "must be a number or a link like https://connect.hanet.ai/13433/…",
                        vi: "phải là số hoặc đường link dạng https://connect.hanet.ai/13433/…"))
            }
            values.set("place-id", id)
        }
        return values
    }

    /// The place's number: given alone, or the first numeric part of a connect.hanet.ai link's path.
    static func placeID(_ text: String) -> String? {
        if isNumber(text) { return text }
        let address = text.contains("://") ? text : "https://" + text
        guard let url = URL(string: address), url.host()?.lowercased() == "connect.hanet.ai" else { return nil }
        return url.path().split(separator: "/").map(String.init).first(where: isNumber)
    }

    private static func isNumber(_ text: String) -> Bool {
        (1...19).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
