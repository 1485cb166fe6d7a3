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
            facts.isCompanyVerified = FilingFailure(company) == nil
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
        let own = try await Set(store.cases.line(of: unbindingCase).map(\.id))
        var facts: [PhotoFacts] = []
        for photo in evidence {
            let trace = PhotoTrace(digest: photo.digest, looks: photo.looks, findings: photo.reading)
            facts.append(
                try await self.facts(of: trace, in: unbindingCase.id, besides: own) {
                    namingAll || $0.belongs(to: unbindingCase.installerID, unbindingCase.companyID)
                })
        }
        return facts
    }
}
