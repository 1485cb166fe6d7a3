import Attendance
import SADP
import Serials

/// A request to unbind one device from a cloud account.
public struct UnbindingCase: Sendable, Identifiable {
    /// Where the device is, seen from whoever files.
    public enum Network: String, Hashable, Sendable, CaseIterable {
        /// On a network that SADP reaches.
        case lan
        case other
    }

    public let id: Int64
    /// `UB26-00001`
    public let number: String
    public let state: CaseState
    public var reasonCode: RejectionReason?
    /// The reviewer's own words.
    public var reason: String?
    public let network: Network
    /// What the case is for.
    public let serial: ShortSerial
    /// As the device or the installer gave it; empty where only the short one is known.
    public var fullSerial = ""
    public var model = ""
    public var mac: MACAddress?
    public var ipv4 = ""
    /// This machine's interface on which the device answered; nil where it was found elsewhere.
    public var interface: String?
    public var device: CaseFacts.DeviceWord?
    /// The account that files it.
    public let installer: String
    /// Its id; nil where no account filed it.
    public var installerID: Int64?
    /// The company of that account when it was opened: its people see the case.
    public var companyID: Int64?
    /// The program that opened it, as history names it; nil where a person or a command did.
    public var program: String?
    /// What that program calls it.
    public var ownReference: String?
    /// The person for whom a program opened it, where that is not an account.
    public var onBehalfOf: String?
    /// By which that program filed it.
    public var fileKey: String?
    public let createdAt: Instant
    /// When its last step was taken. It grows from step to step of all cases, even where the clock is set back.
    public var changedAt: Instant
    public var filedAt: Instant?
    public var dueAt: Instant?
    public var decidedAt: Instant?
    /// The case that this one was filed again after.
    public var previousID: Int64?
    /// The version of the consent that was given; nil before.
    public var consentVersion: String?
    /// The words that were agreed to.
    public var consentText: Phrase?
    /// The working calendar that it was filed under.
    public var calendarVersion: Int?
    /// The working time within which it is to be decided.
    public var workingTime: Duration?
    /// Who has taken it.
    public var reviewer: String?
    /// What the installer is asked for.
    public var asked: String?
    /// Who unbinds, and the vendor's reference where there is one.
    public var authority: UnbindingAuthority?
    public var reference: String?
    /// Whoever has the data directory in hand filed it, who needs no company and no key string.
    public var isFiledByMachine = false
    /// When its photos and its key string were forgotten.
    public var expiredAt: Instant?
    /// The end of its log, as the case itself remembers it.
    public var logHead: (hash: String, count: Int) = ("", 0)

    /// Whoever has the data directory in hand opened it, for no account.
    public var isOpenedByCommand: Bool { installerID == nil && Actor(stored: installer) == .command }

    public init(
        id: Int64, number: String, serial: ShortSerial, state: CaseState, network: Network, installer: String,
        createdAt: Instant
    ) {
        self.id = id
        self.number = number
        self.serial = serial
        self.state = state
        self.network = network
        self.installer = installer
        self.createdAt = createdAt
        changedAt = createdAt
    }
}
