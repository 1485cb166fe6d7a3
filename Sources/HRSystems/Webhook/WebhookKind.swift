import Attendance
import Foundation
import HRKit
import Sealing

/// Any HR system that takes a signed JSON event per punch (Standard Webhooks 1.0).
public enum WebhookKind {
    public static let kind = HRKind(
        id: "webhook",
        title: Phrase(en: "Webhook", vi: "Webhook"),
        ownFields: [
            FieldSpecification(
                "url", .url, required: true, secret: true,
                label: Phrase(en: "Address", vi: "Địa chỉ"),
                help: Phrase(en: "where each punch is posted", vi: "địa chỉ nhận từng bản ghi")),
            FieldSpecification(
                "secret", .token, secret: true,
                label: Phrase(en: "Signing secret", vi: "Khóa ký"),
                help: Phrase(
                    en: "whsec_ and base64 of 24–64 bytes; without it events are not signed",
                    vi: "whsec_ và base64 của 24–64 byte; để trống thì không ký")),
            FieldSpecification(
                "concurrency", .integer(1...32), default: "8",
                label: Phrase(en: "Calls at once", vi: "Số lần gọi cùng lúc"),
                help: Phrase(
                    en: "employees served at once; one employee's punches stay in order",
                    vi: "số nhân viên gửi cùng lúc; bản ghi của một người luôn theo thứ tự")),
        ],
        schedule: .standardWebhooks,
        identity: { Digest.identifier($0["url"] ?? "", length: 32) },
        normalize: normalized,
        makeSystem: { WebhookSystem(context: $0) })

    static func normalized(_ input: FieldValues) throws(FieldFailure) -> FieldValues {
        var found = FoundFailures()
        if let secret = input["secret"]?.trimmed, !secret.isEmpty, WebhookSignature.key(of: secret) == nil {
            found.add(
                FieldFailure(
                    field: "secret",
                    Phrase(
                        en: "field “secret” must be whsec_ followed by base64 of 24 to 64 bytes",
                        vi: "trường “secret” phải là whsec_ và base64 của 24 đến 64 byte"),
                    atField: Phrase(
                        en: "must be whsec_ followed by base64 of 24 to 64 bytes",
                        vi: "phải là whsec_ và base64 của 24 đến 64 byte")))
        }
        if let url = input["url"], let host = URL(string: url.trimmed)?.host(), isForbidden(host) {
            found.add(
                FieldFailure(
                    field: "url",
                    Phrase(
                        en: "field “url” names a link-local or metadata address, which no HR system has",
                        vi: "trường “url” là địa chỉ link-local hoặc metadata, không phải hệ thống HRM"),
                    atField: Phrase(
                        en: "this is a link-local or metadata address, which no HR system has",
                        vi: "đây là địa chỉ link-local hoặc metadata, không phải hệ thống HRM")))
        }
        try found.end()
        return input
    }

    /// Addresses that only a forged request wants: 169.254/16 with the clouds' metadata service, fe80::/10.
    static func isForbidden(_ host: String) -> Bool {
        let bare = host.lowercased().trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        return bare.hasPrefix("169.254.") || bare.hasPrefix("fe8") && bare.contains(":")
            || bare.hasPrefix("fe9") && bare.contains(":") || bare.hasPrefix("fea") && bare.contains(":")
            || bare.hasPrefix("feb") && bare.contains(":") || bare == "metadata.google.internal"
    }
}
