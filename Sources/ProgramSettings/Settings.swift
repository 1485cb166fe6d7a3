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

    public init() {}

    /// Name and value of each, in the order in which people are shown them.
    public var listed: [(name: String, value: String)] {
        SettingSpecification.all.map { ($0.name, $0.text(in: self)) }
    }

    /// Takes one setting from text.
    ///
    /// - Throws: `SettingFailure` that says what the setting takes.
    public mutating func set(_ name: String, _ value: String) throws(SettingFailure) {
        guard let specification = SettingSpecification.named[name] else { throw .unknown(name) }
        try specification.set(value, in: &self)
    }

    /// Takes one setting as it was stored; what nobody understands any more, or not yet, changes nothing.
    public mutating func restore(_ name: String, _ value: String) {
        SettingSpecification.named[name]?.restore(value, in: &self)
    }

    /// What is wrong with each of several changes, by name.
    public func failures(of changes: [SettingChange]) -> [String: SettingFailure] {
        var failures: [String: SettingFailure] = [:]
        for change in changes {
            var trial = self
            do throws(SettingFailure) {
                try trial.set(change.name, change.value)
            } catch {
                failures[change.name] = error
            }
        }
        return failures
    }

    /// Those of several changes that would change anything.
    public func differing(_ changes: [SettingChange]) -> [SettingChange] {
        let present = Dictionary(listed.map { ($0.name, $0.value) }) { first, _ in first }
        return changes.filter { present[$0.name] != $0.value }
    }
}

/// One setting and the text that it is to take.
public typealias SettingChange = (name: String, value: String)
