import Access
import Attendance
import Labels
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
            facts.isCompanyVerified = FilingFailure(try await store.companies.company(of: user)) == nil
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
            let trace = PhotoTrace(
                digest: identity.digest, looks: identity.hash.bytes, findings: Findings(read))
            facts.append(
                try await self.facts(of: trace, in: nil, besides: []) {
                    user == nil || $0.belongs(to: account?.id, account?.companyID)
                })
        }
        return facts
    }
}
