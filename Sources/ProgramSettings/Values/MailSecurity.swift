/// How a mail server is spoken to.
public enum MailSecurity: String, Sendable, CaseIterable {
    /// Plain at first, TLS before anything is said.
    case startTLS = "starttls"
    case tls
    /// For a server on this machine.
    case none
}
