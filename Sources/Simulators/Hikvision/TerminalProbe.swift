/// A request as a device reads it: any `<Probe>` without attributes that names an operation.
struct TerminalProbe: Sendable {
    let uuid: String
    /// Exactly as it was written.
    let types: String
    let mac: String?
    let code: String?
    let password: String?

    init?(_ datagram: [UInt8]) {
        guard datagram.count <= 4096 else { return nil }
        let text = String(decoding: datagram, as: UTF8.self)
        guard let open = text.firstRange(of: "<Probe>"),
            let types = TerminalProbe.element("Types", of: text[open.upperBound...])
        else { return nil }
        let body = text[open.upperBound...]
        uuid = TerminalProbe.element("Uuid", of: body) ?? ""
        self.types = types
        mac = TerminalProbe.element("MAC", of: body)
        code = TerminalProbe.element("Code", of: body)
        password = TerminalProbe.element("Password", of: body)
    }

    private static func element(_ name: String, of text: Substring) -> String? {
        guard let open = text.firstRange(of: "<\(name)>"),
            let close = text[open.upperBound...].firstRange(of: "</\(name)>")
        else { return nil }
        return String(text[open.upperBound..<close.lowerBound])
    }
}
