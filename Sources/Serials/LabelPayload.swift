import Foundation

/// What the code on a device's label says. Reading is total: a text that fits no form is not a payload.
///
/// Source: serial contract 4.
public struct LabelPayload: Hashable, Sendable {
    public enum Form: String, Hashable, Sendable {
        /// Lines: site, serial, verification code, model.
        case label
        /// The same without anything in between.
        case concatenated
        /// A link that carries the lines.
        case link
        /// A full serial alone.
        case fullSerial
        /// Nine characters alone.
        case shortSerial
    }

    public let form: Form
    public let serial: ShortSerial
    public let verificationCode: VerificationCode?
    public let model: String?
    /// The site of the first line, such as `www.hik-connect.com`.
    public let site: String?
    public let full: FullSerial?

    /// Whether the text is a device's own label code, and not just some text with nine fitting characters: the line of
    /// its site, or a full serial with a valid date.
    public var isDevicesOwn: Bool {
        switch form {
        case .label, .link, .concatenated, .fullSerial: true
        case .shortSerial: false
        }
    }

    /// Bytes of the longest text that is read.
    public static let longest = 1024

    public init?(_ text: String) {
        guard text.utf8.count <= LabelPayload.longest else { return nil }
        if let found = LabelPayload(lines: text, form: .label) ?? LabelPayload(link: text)
            ?? LabelPayload(concatenated: text)
        {
            self = found
        } else if let full = FullSerial(text) {
            self.init(form: .fullSerial, serial: full.short, full: full)
        } else if let serial = ShortSerial(exactly: text) {
            self.init(form: .shortSerial, serial: serial)
        } else {
            return nil
        }
    }

    private init(
        form: Form, serial: ShortSerial, verificationCode: VerificationCode? = nil, model: String? = nil,
        site: String? = nil, full: FullSerial? = nil
    ) {
        self.form = form
        self.serial = serial
        self.verificationCode = verificationCode
        self.model = model
        self.site = site
        self.full = full
    }

    private init?(lines text: String, form: Form) {
        // `\r\n` is one Character: the split sees every kind of line end.
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        guard (2...8).contains(lines.count), LabelPayload.isSite(lines[0]), let serial = ShortSerial(exactly: lines[1])
        else { return nil }
        self.init(
            form: form, serial: serial, verificationCode: lines.count > 2 ? VerificationCode(lines[2]) : nil,
            model: lines.count > 3 && !lines[3].isEmpty ? lines[3] : nil, site: lines[0])
    }

    /// `ys7` + nine + six + model, without separators.
    private init?(concatenated text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.lowercased().hasPrefix("ys7"), !trimmed.contains(where: \.isWhitespace) else { return nil }
        let rest = trimmed.dropFirst(3)
        guard rest.count >= 15, let serial = ShortSerial(exactly: String(rest.prefix(9))),
            let code = VerificationCode(String(rest.dropFirst(9).prefix(6)))
        else { return nil }
        let model = String(rest.dropFirst(15))
        self.init(
            form: .concatenated, serial: serial, verificationCode: code, model: model.isEmpty ? nil : model, site: "ys7"
        )
    }

    /// A link whose query `f` is base64 with the lines behind `$$$`.
    private init?(link text: String) {
        guard let parts = URLComponents(string: text.trimmingCharacters(in: .whitespacesAndNewlines)),
            parts.scheme == "http" || parts.scheme == "https",
            let packed = parts.queryItems?.first(where: { $0.name == "f" })?.value,
            let data = Data(base64Encoded: packed.replacing(" ", with: "+")),
            let plain = String(data: data, encoding: .utf8), let mark = plain.firstRange(of: "$$$")
        else { return nil }
        let lines = plain[mark.upperBound...].trimmingCharacters(in: .newlines)
        guard let found = LabelPayload(lines: lines, form: .link) else { return nil }
        self = found
    }

    private static func isSite(_ line: String) -> Bool {
        let text = line.lowercased()
        return text == "ys7"
            || (text.contains(".") && text.utf8.count <= 100 && !text.contains(" ") && !text.hasPrefix("ds-"))
    }
}
