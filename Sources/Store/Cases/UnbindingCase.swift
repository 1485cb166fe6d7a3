import Attendance
import GRDB
import SADP
import Serials
import UnbindingDesk

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
    public let reasonCode: RejectionReason?
    /// The reviewer's own words.
    public let reason: String?
    public let network: Network
    /// What the case is for.
    public let serial: ShortSerial
    /// As the device or the installer gave it; empty where only the short one is known.
    public let fullSerial: String
    public let model: String
    public let mac: MACAddress?
    public let ipv4: String
    /// This machine's interface on which the device answered; nil where it was found elsewhere.
    public let interface: String?
    public let device: CaseFacts.DeviceWord?
    /// The account that files it.
    public let installer: String
    /// Its id; nil where no account filed it.
    public let installerID: Int64?
    /// The company of that account when it was opened: its people see the case.
    public let companyID: Int64?
    /// The program that opened it, as history names it; nil where a person or a command did.
    public let program: String?
    /// What that program calls it.
    public let ownReference: String?
    /// The person for whom a program opened it, where that is no account.
    public let onBehalfOf: String?
    /// By which that program filed it.
    public let fileKey: String?
    public let createdAt: Instant
    /// When its last step was taken. It grows from step to step of all cases, even where the clock is set back.
    public let changedAt: Instant
    public let filedAt: Instant?
    public let dueAt: Instant?
    public let decidedAt: Instant?
    /// The case that this one was filed again after.
    public let previousID: Int64?
    /// The version of the consent that was given; nil before.
    public let consentVersion: String?
    /// The words that were agreed to.
    public let consentText: Phrase?
    /// The working calendar that it was filed under.
    public let calendarVersion: Int?
    /// The working time within which it is to be decided.
    public let workingTime: Duration?
    /// Who has taken it.
    public let reviewer: String?
    /// What the installer is asked for.
    public let asked: String?
    /// Who unbinds, and the vendor's reference where there is one.
    public let authority: UnbindingAuthority?
    public let reference: String?
    /// Whoever has the data directory in hand filed it, who needs no company and no key string.
    public let isFiledByMachine: Bool
    /// When its photos and its key string were forgotten.
    public let expiredAt: Instant?
    /// The end of its log, as the case itself remembers it.
    public let logHead: (hash: String, count: Int)

    init?(_ row: Row) {
        guard let serial = ShortSerial(exactly: row["serial"]), let state = CaseState(rawValue: row["state"]) else {
            return nil
        }
        id = row["id"]
        number = row["number"]
        self.state = state
        reasonCode = (row["reason_code"] as String?).flatMap(RejectionReason.init)
        reason = row["reason"]
        network = Network(rawValue: row["network"]) ?? .other
        self.serial = serial
        fullSerial = row["full_serial"]
        model = row["model"]
        mac = (row["mac"] as String?).flatMap { MACAddress($0) }
        ipv4 = row["ipv4"]
        interface = row["interface"]
        device = CaseFacts.DeviceWord(basis: row["device_basis"], word: row["device_word"])
        installer = row["installer"]
        installerID = row["installer_id"]
        companyID = row["company_id"]
        program = row["program"]
        ownReference = row["own_reference"]
        onBehalfOf = row["on_behalf_of"]
        fileKey = row["file_key"]
        createdAt = row["created_at"]
        changedAt = row["changed_at"]
        filedAt = row["filed_at"]
        dueAt = row["due_at"]
        decidedAt = row["decided_at"]
        previousID = row["previous_id"]
        consentVersion = row["consent_version"]
        consentText = Column.phrase(row["consent_text"])
        calendarVersion = row["calendar_version"]
        workingTime = (row["working_seconds"] as Int?).map { .seconds($0) }
        reviewer = row["reviewer"]
        asked = row["asked"]
        authority = (row["authority"] as String?).flatMap(UnbindingAuthority.init)
        reference = row["reference"]
        isFiledByMachine = row["filed_by_machine"]
        expiredAt = row["expired_at"]
        logHead = (row["log_hash"], row["log_count"])
    }
}

/// What a new case begins with.
public struct CaseDraft: Sendable {
    public var network: UnbindingCase.Network
    public var serial: ShortSerial
    public var fullSerial = ""
    public var model = ""
    public var mac: MACAddress?
    public var ipv4 = ""
    /// This machine's interface on which the device answers; nil where it does not.
    public var interface: String?
    public var device: CaseFacts.DeviceWord?
    /// Sealed at rest.
    public var key: KeyString?
    /// The case that it is filed again after.
    public var previous: UnbindingCase?
    /// The program that opens it; nil where none does.
    public var program: ProgramsCase?

    public init(network: UnbindingCase.Network, serial: ShortSerial) {
        self.network = network
        self.serial = serial
    }

    public init(_ device: FoundDevice, serial: ShortSerial) {
        self.init(network: .lan, serial: serial)
        fullSerial = device.serial
        model = device.model
        mac = device.mac
        ipv4 = device.ipv4
        self.device = .claimed(device.binding)
    }
}

/// What a program says of a case that it opens.
public struct ProgramsCase: Sendable {
    /// As history names the program.
    public var name: String
    /// For whom: the company that files, where no account does.
    public var companyID: Int64?
    public var onBehalfOf: String?
    public var ownReference: String?
    /// The same key opens nothing twice.
    public var idempotencyKey: String?

    public init(name: String) {
        self.name = name
    }
}

extension CaseFacts.DeviceWord {
    init?(basis: String?, word: String?) {
        switch (basis, word) {
        case ("answered", let word?):
            guard let answer = SADPAnswer.BindingAnswer(rawValue: word) else { return nil }
            self = .answered(answer)
        case ("claimed", let word?):
            guard let state = BindingState(rawValue: word) else { return nil }
            self = .claimed(state)
        default: return nil
        }
    }

    var basis: String {
        switch self {
        case .answered: "answered"
        case .claimed: "claimed"
        }
    }

    var word: String {
        switch self {
        case .answered(let answer): answer.rawValue
        case .claimed(let state): state.rawValue
        }
    }
}
