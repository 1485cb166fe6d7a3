import Attendance
import ConnectorKit
import Logging
import Store

/// Why a terminal's call is not carried out.
public enum PushRefusal: Hashable, Sendable {
    /// No device is configured for its serial number.
    case stranger
    case disabled
    /// Another address alone may call, or the path's secret part is not right.
    case unwelcome
    /// It speaks access control.
    case wrongMode
}

/// A call with where it came from.
public struct PushVisit: Sendable {
    public let call: PushCall
    /// The IP address.
    public let peer: String
    /// The part of the path before the protocol's own; nil where there is none.
    public let secret: String?

    public init(_ call: PushCall, from peer: String, secret: String?) {
        self.call = call
        self.peer = peer
        self.secret = secret
    }
}

/// What a terminal is answered.
public enum PushReply: Sendable {
    case text(String)
    case refused(PushRefusal)
}

extension Engine {
    /// The kind whose terminals call by themselves; nil where this program has none.
    public var pushKind: DeviceKind? { deviceKinds.all.first { $0.push != nil } }

    /// Whether a terminal is turned away by its call's head, before anything of a body is read; nil lets it in. What is
    /// remembered may be older than what is stored: `answer` knows for certain.
    public func objection(to visit: PushVisit, of kind: DeviceKind) async throws(StoreFailure) -> PushRefusal? {
        switch try await welcome(visit, of: kind) {
        case .known: nil
        case .turnedAway(let refusal): refusal
        }
    }

    /// Carries out a terminal's call; what it brought is durable when this returns.
    public func answer(
        _ visit: PushVisit, _ body: [UInt8], of kind: DeviceKind
    ) async throws(StoreFailure) -> PushReply {
        guard let intake = kind.push else { return .refused(.stranger) }
        while true {
            guard case .known(let address) = try await welcome(visit, of: kind) else {
                return .refused(try await objection(to: visit, of: kind) ?? .stranger)
            }
            if let reply = try await carryOut(visit, body, intake, address) { return reply }
            // Somebody changed the device meanwhile: it is read by what holds now.
            terminals.forget(kind: kind.id, identity: intake.identity(ofSerial: visit.call.serial))
        }
    }

    /// Says that the body of a known terminal was larger than is read.
    public func noteTooLarge(_ visit: PushVisit, of kind: DeviceKind) async throws(StoreFailure) {
        while case .known(let address) = try await welcome(visit, of: kind) {
            let arrival = TerminalArrival(address, from: visit.peer, .refused(.tooLarge))
            if try await terminals.take(arrival, now: now()) != .stale {
                return log.warning("\(address.device.name): a body beyond the bound was not read")
            }
            terminals.forget(kind: kind.id, identity: address.device.identity)
        }
    }

    /// Says that nothing of a call was stored.
    public func noteNotStored(_ visit: PushVisit, because failure: StoreFailure) {
        log.error("terminal \(visit.call.serial): not stored: \(failure.phrase.en)")
    }

    private enum Welcome {
        case known(PushAddress)
        case turnedAway(PushRefusal)
    }

    private func welcome(_ visit: PushVisit, of kind: DeviceKind) async throws(StoreFailure) -> Welcome {
        guard let intake = kind.push else { return .turnedAway(.stranger) }
        let identity = intake.identity(ofSerial: visit.call.serial)
        // What is remembered may be older than what is stored: nobody is turned away by it alone.
        if let remembered = try await terminals.address(kind: kind.id, identity: identity),
            remembered.device.isEnabled, objection(to: visit, at: remembered, intake) == nil
        {
            return .known(remembered)
        }
        terminals.forget(kind: kind.id, identity: identity)
        guard let address = try await terminals.address(kind: kind.id, identity: identity) else {
            return .turnedAway(.stranger)
        }
        if let reason = objection(to: visit, at: address, intake) {
            return .turnedAway(try await refused(reason, visit, address, kind))
        }
        return address.device.isEnabled ? .known(address) : .turnedAway(.disabled)
    }

    private func objection(
        to visit: PushVisit, at address: PushAddress, _ intake: any PushIntake
    ) -> TerminalContact.Refusal.Reason? {
        let pinned = address.fields[intake.addressField]
        if let pinned, pinned != visit.peer { return .address }
        return Engine.isSame(visit.secret, address.fields[intake.secretField]) ? nil : .secret
    }

    /// Lists a terminal that no device is configured for.
    public func noteStranger(_ visit: PushVisit, of kind: DeviceKind) async throws(StoreFailure) {
        guard let identity = kind.push?.identity(ofSerial: visit.call.serial) else { return }
        let now = now()
        guard terminals.isNews(of: "\(kind.id)/\(identity)", now) else { return }
        var facts = TerminalFacts()
        switch visit.call.purpose {
        case .registration(let said, _), .poll(let said): facts = said
        default: break
        }
        try await store.terminals.note(
            stranger: visit.call.serial, identity: identity, kind: kind.id, from: visit.peer, facts, now: now)
    }

    private func refused(
        _ reason: TerminalContact.Refusal.Reason, _ visit: PushVisit, _ address: PushAddress, _ kind: DeviceKind
    ) async throws(StoreFailure) -> PushRefusal {
        let now = now()
        guard terminals.isNews(of: "\(address.device.id) \(reason.rawValue)", now) else { return .unwelcome }
        let receipt = try await terminals.take(TerminalArrival(address, from: visit.peer, .refused(reason)), now: now)
        // The next call is judged by what holds now.
        if receipt == .stale { terminals.forget(kind: kind.id, identity: address.device.identity) }
        return .unwelcome
    }

    /// In a time that tells nothing of where they differ.
    private static func isSame(_ given: String?, _ wanted: String?) -> Bool {
        guard let given, let wanted else {
            return given == nil && wanted == nil
        }
        let (one, other) = (Array(given.utf8), Array(wanted.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Engine {
    /// Nil where the device was changed meanwhile.
    private func carryOut(
        _ visit: PushVisit, _ body: [UInt8], _ intake: any PushIntake, _ address: PushAddress
    ) async throws(StoreFailure) -> PushReply? {
        let device = address.device
        let site = PushSite(zone: device.zone, now: now(), facts: address.facts)
        switch visit.call.purpose {
        case .registration(let facts, let speaksAttendance):
            let isWrongMode: Bool? = speaksAttendance ? false : nil
            guard try await take(.facts(facts, isWrongMode: isWrongMode), visit, address) else { return nil }
            // What it said decides how its records are read from now on.
            terminals.forget(kind: device.kind, identity: device.identity)
            let stamps = try await store.terminals.stamps(of: device)
            return .text(intake.greeting(visit.call.serial, facts, stamps: stamps, at: site))
        case .poll(let facts):
            let waiting = try await store.terminals.waiting(for: address, now: site.now)
            if waiting.isStale { return nil }
            guard try await take(.facts(facts, isWrongMode: nil), visit, address) else { return nil }
            try await store.terminals.noteFetched(waiting.orders, now: site.now)
            return .text(intake.text(of: waiting.orders, in: device.zone))
        case .wrongMode:
            guard try await take(.facts(TerminalFacts(), isWrongMode: true), visit, address) else { return nil }
            return .refused(.wrongMode)
        case .unread: return try await take(.contact, visit, address) ? .text("OK") : nil
        case .punches, .people, .facts, .reports: return try await takeBody(body, visit, intake, address, site)
        }
    }

    private func takeBody(
        _ body: [UInt8], _ visit: PushVisit, _ intake: any PushIntake, _ address: PushAddress, _ site: PushSite
    ) async throws(StoreFailure) -> PushReply? {
        let purpose = visit.call.purpose
        var stamp: String?
        switch purpose {
        case .punches(let sent), .people(let sent): stamp = sent
        default: break
        }
        let arrival: TerminalArrival.Content
        var acknowledgement = "OK"
        switch intake.content(of: body, for: purpose, at: site) {
        case .punches(let page, let lines, let otherOffset):
            arrival = .punches(IngestPage(page), stamp: stamp, otherOffset: otherOffset)
            acknowledgement = intake.acknowledgement(lines: lines)
        case .people(let people, let lines):
            arrival = .people(people, stamp: stamp)
            acknowledgement = intake.acknowledgement(lines: lines)
        case .facts(let facts): arrival = .facts(facts, isWrongMode: nil)
        case .reports(let reports, let facts): arrival = .reports(reports, facts)
        case .nothing: arrival = .contact
        }
        return try await take(arrival, visit, address) ? .text(acknowledgement) : nil
    }

    /// Whether it is durable; false where the device was changed meanwhile.
    private func take(
        _ content: TerminalArrival.Content, _ visit: PushVisit, _ address: PushAddress
    ) async throws(StoreFailure) -> Bool {
        let receipt = try await terminals.take(TerminalArrival(address, from: visit.peer, content), now: now())
        return receipt != .stale
    }
}
