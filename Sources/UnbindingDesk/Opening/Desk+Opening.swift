import Access
import Attendance
import LocalNetwork
import SADP
import Serials
import Store
import UnbindingCases

/// How a case begins: with a device that a search found, with one at an address, or with a case that is over.
extension Desk {
    /// Why an account begins no case; nil where it does.
    ///
    /// - Parameter account: by its id; nil for who has none.
    public func filingFailure(of account: Int64?) async throws -> FilingFailure? {
        FilingFailure(try await store.companies.company(ofAccount: account))
    }

    /// A draft for a device that a search found. What the device itself can tell is taken from it now, where this machine
    /// reaches it and nothing else answers in its name; what it does not tell is left open.
    ///
    /// - Parameter isReported: it was found by a search elsewhere.
    public func draft(for device: FoundDevice, serial: ShortSerial, isReported: Bool) async -> CaseDraft {
        var draft = CaseDraft(device, serial: serial)
        guard device.mac != nil, !isReported, device.rivalry == nil else { return draft }
        draft.interface = device.interface
        try? await ask(&draft, takesKey: device.isActivated)
        return draft
    }

    /// A draft for the same device as a case that is over, tied to it.
    ///
    /// - Throws: `RequestFailure` where the case is not over.
    public func draft(after found: UnbindingCase) async throws -> CaseDraft {
        guard found.state == .rejected || found.state == .withdrawn else {
            throw RequestFailure(
                Phrase(
                    en: "case \(found.number) is not over: it cannot be filed again",
                    vi: "yêu cầu \(found.number) chưa kết thúc: chưa gửi lại được"))
        }
        var draft = CaseDraft(after: found)
        draft.key = try await store.cases.key(of: found)
        try? await ask(&draft, takesKey: false)
        return draft
    }

    /// Takes from the device at an address what it tells of itself: what it is, whether it is bound, its key string where
    /// the draft has none.
    ///
    /// - Throws: `RequestFailure` where the device at that address has another serial; `SADPFailure`.
    public func fill(_ draft: inout CaseDraft, from mac: MACAddress) async throws {
        let (device, _) = try await devices.binding(of: mac)
        guard let serial = device.shortSerial, serial == draft.serial else {
            throw RequestFailure(
                Phrase(
                    en: "the device at \(mac.announced) has serial \(device.serial), the case is for \(draft.serial)",
                    vi: "thiết bị \(mac.announced) có số seri \(device.serial), yêu cầu này là của \(draft.serial)"
                ))
        }
        let key = draft.key
        draft = CaseDraft(device, serial: serial)
        draft.mac = device.mac ?? mac
        draft.key = key
        try await ask(&draft, takesKey: device.isActivated)
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

    /// Asks the device at the draft's address, where it has the draft's serial. What it does not tell stays as it is.
    ///
    /// - Parameter takesKey: where the draft has no key string.
    private func ask(_ draft: inout CaseDraft, takesKey: Bool) async throws {
        guard let mac = draft.mac else { return }
        let devices = devices(on: draft.interface)
        if takesKey, draft.key == nil { draft.key = try? await devices.keyString(of: mac).key }
        if let answer = try await devices.answer(of: mac, serial: draft.serial) { draft.device = .answered(answer) }
    }
}

extension CaseDraft {
    /// What a case was about, for another one after it.
    fileprivate init(after found: UnbindingCase) {
        self.init(network: found.network, serial: found.serial)
        fullSerial = found.fullSerial
        model = found.model
        mac = found.mac
        ipv4 = found.ipv4
        interface = found.interface
        device = found.device
        previous = found
    }
}
