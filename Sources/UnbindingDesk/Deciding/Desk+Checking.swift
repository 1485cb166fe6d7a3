import Access
import Attendance
import Labels
import LocalNetwork
import SADP
import Serials
import Store
import UnbindingCases

/// What a case would be filed with. What is not given stays unknown.
public struct CaseQuestion: Sendable {
    public var serial: ShortSerial
    public var photos: [(name: String, bytes: [UInt8])] = []
    public var key: KeyString?
    public var hasConsent: Bool?
    /// The account that would file it.
    public var user: String?
    public var device: CaseFacts.DeviceWord?

    public init(serial: ShortSerial) {
        self.serial = serial
    }
}

/// What the checks make of it.
public struct CaseAnswer: Sendable {
    public let verdict: CaseVerdict
    public let photos: [PhotoReading]
}

extension Desk {
    /// Runs the checks of a case and files nothing. The settings of automation play no part.
    public func check(_ question: CaseQuestion) async throws -> CaseAnswer {
        var facts = CaseFacts(claimed: question.serial)
        facts.key = question.key
        facts.hasConsent = question.hasConsent
        facts.device = question.device
        facts.isBoundByRegister = try await store.bindings.entry(question.serial).map { $0.account != nil }
        if let user = question.user {
            facts.isCompanyVerified = try await store.companies.company(of: user)?.state == .verified
        }
        guard !question.photos.isEmpty else { return CaseAnswer(verdict: CaseRules.verdict(facts), photos: []) }

        let readings = try await read(question)
        facts.photos = try await photoFacts(readings, by: question.user)
        return CaseAnswer(verdict: CaseRules.verdict(facts), photos: readings)
    }

    /// A first look, which says at once what is on a photo where a code does; then all of such a photo, since the rules
    /// want to see the letters beside the code, and whatever else is there.
    private func read(_ question: CaseQuestion) async throws -> [PhotoReading] {
        let owner = question.user ?? Actor.command.name
        var readings: [PhotoReading] = []
        for photo in question.photos {
            let first = try await photos.read(photo.bytes, named: photo.name, of: owner, text: .whereNoCodeDecides)
            guard case .success(let read) = first.result, read.isDecided || read.isKeyAlone, !read.hasReadText else {
                readings.append(first)
                continue
            }
            let whole = try await photos.read(photo.bytes, named: photo.name, of: owner, text: .always)
            readings.append(whole.taking(first.duration))
        }
        return readings
    }

    /// - Parameter user: who would file; nil is this machine, whose people may know every case.
    private func photoFacts(_ readings: [PhotoReading], by user: String?) async throws -> [PhotoFacts] {
        let account: User? = if let user { try? await store.users.find(user) } else { nil }
        var facts: [PhotoFacts] = []
        for photo in readings {
            guard case .success(let read) = photo.result, let identity = photo.identity else {
                facts.append(PhotoFacts(isPicture: false, finds: []))
                continue
            }
            let findings = Findings(read)
            let used = try await store.evidence.similar(
                digest: identity.digest, looks: identity.hash.bytes, besides: nil
            ).first {
                Desk.isSamePhoto($0, digest: identity.digest, looks: identity.hash.bytes, findings)
            }
            facts.append(
                findings.facts(
                    usedIn: used.map {
                        user == nil || $0.belongs(to: account?.id, account?.companyID)
                            ? .named($0.number) : .elsewhere
                    }))
        }
        return facts
    }

    /// What a device of the network says of itself; nil where it does not answer.
    public func hear(_ mac: MACAddress, on interface: String? = nil) async throws -> CaseFacts.DeviceWord? {
        try await devices(on: interface).answer(of: mac).map { .answered($0) }
    }

    /// The network of one interface of this machine, or the usual ones.
    func devices(on interface: String?) -> LocalDevices {
        var devices = devices
        if let interface, !interface.isEmpty { devices.interface = interface }
        return devices
    }

    /// Takes from a device of the network what it tells of itself: what it is, whether it is bound, its key string where
    /// the draft has none.
    ///
    /// - Throws: `RequestFailure` where the device at that address has another serial; `SADPFailure`.
    public func fill(_ draft: inout CaseDraft, from mac: MACAddress) async throws {
        let (device, _) = try await devices.binding(of: mac)
        guard let serial = device.shortSerial, serial == draft.serial else {
            throw RequestFailure(
                Phrase(
                    en: "the device at \(mac.announced) has serial \(device.serial), the case is for \(draft.serial)",
                    vi: "thiết bị \(mac.announced) có số serial \(device.serial), trường hợp này là của \(draft.serial)"
                ))
        }
        let key = draft.key
        draft = CaseDraft(device, serial: serial)
        draft.device = try await hear(mac) ?? draft.device
        draft.key = key
        if key == nil, device.isActivated { draft.key = try? await devices.keyString(of: mac).key }
    }
}
