import Attendance
import CMail
import Foundation
import ProgramSettings
import Scheduling
import Store

/// One short message by SMTP.
public struct Mail: Sendable {
    public struct Server: Sendable {
        /// `host:port`
        public var address: String
        public var security: MailSecurity
        public var user: String
        public var password: String
        public var from: String

        public init(address: String, security: MailSecurity, user: String, password: String, from: String) {
            self.address = address
            self.security = security
            self.user = user
            self.password = password
            self.from = from
        }
    }

    public var to: String
    public var subject: String
    public var text: String

    public init(to: String, subject: String, text: String) {
        self.to = to
        self.subject = subject
        self.text = text
    }

    /// Whether a text can be a mail address; it goes into the protocol as it is.
    public static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.utf8.count <= 254
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>()[]\\,;:\"".utf8.contains($0) }
    }

    /// The message as the protocol carries it. Source: RFC 5322, RFC 2047.
    func message(from: String, id: String, at seconds: Int64) -> [UInt8] {
        let encodedSubject = "=?UTF-8?B?" + Data(subject.utf8).base64EncodedString() + "?="
        let body = Data(text.utf8).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let lines = [
            "From: Rollcall <\(from)>", "To: <\(to)>", "Subject: \(encodedSubject)",
            "Date: \(Mail.date(seconds))",
            "Message-ID: <\(id)@rollcall>", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "", body, "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// `Mon, 23 Nov 2026 09:00:00 +0700`
    static func date(_ seconds: Int64) -> String {
        let local = Zone.vietnam.local(at: Instant(seconds: seconds))
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1970-01-01 was a Thursday.
        let day = days[Int((local.date.daysSince1970 + 3) % 7)]
        return "\(day), \(local.date.day) \(months[local.date.month - 1]) \(local.date.year) \(local.timeText) +0700"
    }

    /// Hands the message to the server; returns once the server has taken it.
    ///
    /// - Parameter pool: whose thread waits for the server, half a minute at most.
    /// - Throws: `MailFailure`; what the pool throws.
    public func send(by server: Server, id: String, at seconds: Int64, on pool: WorkerPool<Void>) async throws {
        let message = message(from: server.from, id: id, at: seconds)
        try await pool.run { _ in try deliver(message, to: server) }
    }

    private func deliver(_ message: [UInt8], to server: Server) throws(MailFailure) {
        let scheme = server.security == .tls ? "smtps" : "smtp"
        var problem = [CChar](repeating: 0, count: 256)
        let hasUser = !server.user.isEmpty
        let status = message.withUnsafeBytes { bytes in
            mail_send(
                "\(scheme)://\(server.address)", server.security == .none ? 0 : 1, nil,
                hasUser ? server.user : nil, hasUser ? server.password : nil, "<\(server.from)>", "<\(to)>",
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, 30, &problem)
        }
        guard status != 0 else { return }
        throw MailFailure(
            words: String(decoding: problem.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
