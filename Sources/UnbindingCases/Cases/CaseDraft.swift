import SADP
import Serials

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

    /// What the log keeps of it: `serial E12345678, network lan, after UB26-00001`. Programs read it, and it never changes.
    public var logDetail: String {
        let parts = [
            "serial \(serial)", "network \(network.rawValue)", device.map { "device \($0.basis) \($0.word)" },
            key == nil ? nil : "key string taken", previous.map { "after \($0.number)" },
            program?.onBehalfOf.map { "for \($0)" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
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
