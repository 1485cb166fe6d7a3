import Attendance
import UnbindingCases

/// The settings of the whole program.
public struct Settings: Hashable, Sendable {
    /// Minutes between timed syncs of devices without a period of their own; 0 is off.
    public var autoSyncMinutes = 2
    /// Deliver what a run stored right after it.
    public var pushAfterSync = true
    /// Minutes between timed pushes; 0 is off.
    public var autoPushMinutes = 0
    /// Timed pushes send punches of the last so many days.
    public var pushWithinDays = 3
    /// The hours of timed syncs, in each device's local time.
    public var syncHours = SyncHours.always
    /// Of times that belong to no device, and offered to new devices.
    public var zone = Zone.vietnam
    /// A device without a punch for so many hours of its usual days is called silent; 0 never.
    public var silentAfterHours = 24
    /// Nil follows the terminal's or browser's language.
    public var language: Language?
    /// Which unbinding cases are decided without a person.
    public var automation = Automation()
    /// Working minutes within which a case is to be decided.
    public var decisionMinutes = 10
    /// Days after the end of a case for which its photos and key string are kept.
    public var evidenceDays = 180
    /// Installers make accounts by themselves, without an invitation.
    public var allowsRegistration = false
    /// Where notices of cases are posted, signed; empty nowhere.
    public var noticeWebhook = ""
    /// `host:port` of the mail server; empty sends no mail.
    public var mailServer = ""
    /// How the mail server is spoken to.
    public var mailSecurity = MailSecurity.startTLS
    public var mailFrom = ""
    public var mailUser = ""
    /// Base address of the Hik-Partner Pro interface; empty is not in use.
    public var hikPartnerURL = ""
    /// How its token is sent: two guides disagree.
    public var hikPartnerHeader = HikPartnerHeader.bearer

    /// Hosts of the own network whose words people may read in messages, as names or addresses.
    public var insideHosts: [String] = []

    public static let names = [
        "auto-sync-minutes", "push-after-sync", "auto-push-minutes", "push-within-days", "sync-hours", "language",
        "time-zone", "silent-after-hours", "automatic-rejections", "automatic-approvals", "decision-minutes",
        "evidence-days", "installer-registration", "notice-webhook", "mail-server", "mail-security", "mail-from",
        "mail-user", "hik-partner-url", "hik-partner-header", "inside-hosts",
    ]

    public init() {}

    /// Name and value, as `settings show` prints them.
    public var listed: [(name: String, value: String)] {
        [
            ("auto-sync-minutes", String(autoSyncMinutes)), ("push-after-sync", String(pushAfterSync)),
            ("auto-push-minutes", String(autoPushMinutes)), ("push-within-days", String(pushWithinDays)),
            ("sync-hours", syncHours.description), ("language", language?.rawValue ?? "auto"),
            ("time-zone", zone.identifier), ("silent-after-hours", String(silentAfterHours)),
            ("automatic-rejections", String(automation.rejects)),
            ("automatic-approvals", String(automation.approves)), ("decision-minutes", String(decisionMinutes)),
            ("evidence-days", String(evidenceDays)), ("installer-registration", String(allowsRegistration)),
            ("notice-webhook", noticeWebhook), ("mail-server", mailServer), ("mail-security", mailSecurity.rawValue),
            ("mail-from", mailFrom), ("mail-user", mailUser), ("hik-partner-url", hikPartnerURL),
            ("hik-partner-header", hikPartnerHeader.rawValue), ("inside-hosts", insideHosts.joined(separator: ",")),
        ]
    }

    /// Takes one setting from text.
    ///
    /// - Throws: `SettingFailure` that says what the setting takes.
    public mutating func set(_ name: String, _ value: String) throws(SettingFailure) {
        switch name {
        case "auto-sync-minutes": autoSyncMinutes = try Settings.number(name, value, 0...1440)
        case "auto-push-minutes": autoPushMinutes = try Settings.number(name, value, 0...1440)
        case "push-within-days": pushWithinDays = try Settings.number(name, value, 1...366)
        case "push-after-sync": pushAfterSync = try Settings.flag(name, value)
        case "automatic-rejections": automation.rejects = try Settings.flag(name, value)
        case "automatic-approvals": automation.approves = try Settings.flag(name, value)
        case "installer-registration": allowsRegistration = try Settings.flag(name, value)
        case "decision-minutes": decisionMinutes = try Settings.number(name, value, 1...10_000)
        case "evidence-days": evidenceDays = try Settings.number(name, value, 1...3660)
        case "notice-webhook": noticeWebhook = try Settings.address(name, value)
        case "hik-partner-url": hikPartnerURL = try Settings.address(name, value)
        case "hik-partner-header":
            guard let header = HikPartnerHeader(rawValue: value) else {
                throw Settings.refusal(name, en: "bearer or token", vi: "bearer hoặc token")
            }
            hikPartnerHeader = header
        case "mail-security":
            guard let security = MailSecurity(rawValue: value) else {
                throw Settings.refusal(name, en: "starttls, tls or none", vi: "starttls, tls hoặc none")
            }
            mailSecurity = security
        case "inside-hosts": insideHosts = try Settings.hosts(name, value)
        case "mail-server": mailServer = try Settings.server(name, value)
        case "mail-from": mailFrom = try Settings.line(name, value)
        case "mail-user": mailUser = try Settings.line(name, value)
        case "sync-hours":
            guard let hours = SyncHours(value) else {
                throw Settings.refusal(
                    name, en: "always, or only/avoid with spans such as “only 08:20-09:40,17:25-17:35”",
                    vi: "always, hoặc only/avoid kèm các khoảng như “only 08:20-09:40,17:25-17:35”")
            }
            syncHours = hours
        case "silent-after-hours": silentAfterHours = try Settings.number(name, value, 0...8760)
        case "time-zone":
            guard let zone = Zone(identifier: value) else {
                throw Settings.refusal(
                    name, en: "a time zone such as Asia/Ho_Chi_Minh", vi: "múi giờ dạng Asia/Ho_Chi_Minh")
            }
            self.zone = zone
        case "language":
            guard value == "auto" || Language(rawValue: value) != nil else {
                throw Settings.refusal(name, en: "vi, en or auto", vi: "vi, en hoặc auto")
            }
            language = Language(rawValue: value)
        default: throw .unknown(name)
        }
    }

    private static func number(_ name: String, _ value: String, _ range: ClosedRange<Int>) throws(SettingFailure) -> Int
    {
        guard let number = Int(value), range.contains(number) else {
            throw refusal(
                name, en: "a whole number from \(range.lowerBound) to \(range.upperBound)",
                vi: "số nguyên từ \(range.lowerBound) đến \(range.upperBound)")
        }
        return number
    }

    private static func flag(_ name: String, _ value: String) throws(SettingFailure) -> Bool {
        guard let flag = Bool(value) else { throw refusal(name, en: "true or false", vi: "true hoặc false") }
        return flag
    }

    private static func hosts(_ name: String, _ value: String) throws(SettingFailure) -> [String] {
        let hosts = value.lowercased().split { $0 == "," || $0 == " " || $0 == ";" }.map(String.init)
        guard hosts.count <= 50, hosts.allSatisfy({ $0.utf8.count <= 253 && !$0.contains("/") }) else {
            throw refusal(
                name, en: "names or addresses, with commas between them",
                vi: "các tên hoặc địa chỉ, cách nhau bằng dấu phẩy")
        }
        return hosts
    }

    private static func line(_ name: String, _ value: String) throws(SettingFailure) -> String {
        guard value.utf8.count <= 300, !value.contains(where: \.isNewline) else {
            throw refusal(name, en: "one short line", vi: "một dòng ngắn")
        }
        return value
    }

    private static func address(_ name: String, _ value: String) throws(SettingFailure) -> String {
        let isAddress = (value.hasPrefix("https://") || value.hasPrefix("http://")) && !value.contains(" ")
        guard value.isEmpty || (isAddress && value.utf8.count <= 1000) else {
            throw refusal(
                name, en: "an address such as https://…, or nothing", vi: "địa chỉ dạng https://…, hoặc để trống")
        }
        return value
    }

    private static func server(_ name: String, _ value: String) throws(SettingFailure) -> String {
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        let isServer =
            parts.count == 2 && !parts[0].isEmpty && (Int(parts[1]).map { (1...65_535).contains($0) } ?? false)
        guard value.isEmpty || isServer else {
            throw refusal(name, en: "host:port, or nothing", vi: "máy chủ:cổng, hoặc để trống")
        }
        return value
    }

    private static func refusal(_ name: String, en: String, vi: String) -> SettingFailure {
        .refused(Phrase(en: "the setting “\(name)” takes \(en)", vi: "thiết lập “\(name)” nhận \(vi)"))
    }
}

/// How a mail server is spoken to.
public enum MailSecurity: String, Sendable, CaseIterable {
    /// Plain at first, TLS before anything is said.
    case startTLS = "starttls"
    case tls
    /// For a server on this machine.
    case none
}

/// How Hik-Partner Pro is given its token.
public enum HikPartnerHeader: String, Sendable, CaseIterable {
    /// `Authorization: Bearer …` (guide V2.14.0).
    case bearer
    /// `Token: …` (notes on V2.15.500).
    case token
}

/// Why a setting was not taken.
public enum SettingFailure: Failure {
    /// No setting has this name.
    case unknown(String)
    case refused(Phrase)

    public var phrase: Phrase {
        switch self {
        case .unknown(let name):
            Phrase(
                en: "there is no setting “\(name)”; see rollcall settings",
                vi: "không có thiết lập “\(name)”; xem rollcall settings")
        case .refused(let phrase): phrase
        }
    }

    public var blame: Blame {
        switch self {
        case .unknown: .absence
        case .refused: .request
        }
    }
}
