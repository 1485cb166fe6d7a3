import Labels
import Serials
import Store
import UnbindingCases

/// Everything that is known of a case, and what the rules make of it.
public struct Assessment: Sendable {
    public let facts: CaseFacts
    public let verdict: CaseVerdict
    /// Photos that stand.
    public let evidence: [Evidence]
    /// Photos that were struck out after the case was filed.
    public let struckEvidence: [Evidence]
    public let key: KeyString?
    /// Of the account that files; nil where it has none, and for this machine.
    public let company: Company?
    /// What the own register of bindings says; nil where it does not know the device.
    public let register: BindingRegister.Entry?
}

extension Desk {
    /// Looks at a case as it is now.
    ///
    /// - Parameter namingAll: whether whoever reads it may know cases of every company; others learn of their own
    ///   company's alone by number.
    public func assess(_ unbindingCase: UnbindingCase, namingAll: Bool = true) async throws -> Assessment {
        let all = try await store.evidence.all(of: unbindingCase)
        let evidence = all.filter { $0.struck == nil }
        let key = try await store.cases.key(of: unbindingCase)
        let company = try await store.companies.company(of: unbindingCase)
        let register = try await store.bindings.entry(unbindingCase.serial)
        var facts = CaseFacts(claimed: unbindingCase.serial)
        facts.key = key
        facts.device = unbindingCase.device
        facts.isBoundByRegister = register.map { $0.account != nil }
        if !unbindingCase.isOpenedByCommand {
            facts.isCompanyVerified = company?.state == .verified
        }
        facts.hasConsent = unbindingCase.consentVersion == nil ? nil : true
        if !evidence.isEmpty { facts.photos = try await photoFacts(evidence, of: unbindingCase, namingAll) }
        return Assessment(
            facts: facts, verdict: CaseRules.verdict(facts), evidence: evidence,
            struckEvidence: all.filter { $0.struck != nil }, key: key, company: company,
            register: register)
    }

    private func photoFacts(
        _ evidence: [Evidence], of unbindingCase: UnbindingCase, _ namingAll: Bool
    ) async throws -> [PhotoFacts] {
        // A case that was filed again may show its photos again.
        let own = Set(try await store.cases.line(of: unbindingCase).map(\.id))
        var facts: [PhotoFacts] = []
        for photo in evidence {
            let reading = photo.reading
            let used = try await store.evidence.similar(
                digest: photo.digest, looks: photo.looks, besides: unbindingCase.id
            ).first {
                !own.contains($0.caseID)
                    && Desk.isSamePhoto($0, digest: photo.digest, looks: photo.looks, reading)
            }
            let earlier = used.map { use -> EarlierUse in
                namingAll || use.belongs(to: unbindingCase.installerID, unbindingCase.companyID)
                    ? .named(use.number) : .elsewhere
            }
            facts.append(
                reading?.facts(usedIn: earlier) ?? PhotoFacts(isPicture: false, finds: [], usedIn: earlier))
        }
        return facts
    }

    /// Whether a photo of another case is this one: the same file, or a copy that looks the same. Labels look alike: a
    /// photo whose code names another device than the other case is no copy of its photo.
    static func isSamePhoto(
        _ other: EvidenceRepository.Look, digest: String, looks: [UInt8], _ reading: Findings?
    ) -> Bool {
        if other.digest == digest { return true }
        guard let hash = PictureHash(looks), let otherHash = PictureHash(other.bytes),
            hash.distance(to: otherHash) <= PictureHash.nearness
        else { return false }
        let codes = reading?.codeSerials ?? []
        return codes.isEmpty || codes.contains { $0.text == other.serial }
    }
}
