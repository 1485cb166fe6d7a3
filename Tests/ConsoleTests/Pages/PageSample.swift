import Testing

@testable import Console

/// A page's model with fixed values, whose HTML is kept in `Golden`.
struct PageSample: Sendable, CustomTestStringConvertible {
    /// Of the golden files, without their endings.
    let name: String
    let model: any PageModel

    init(_ name: String, _ model: any PageModel) {
        self.name = name
        self.model = model
    }

    var testDescription: String { name }

    static let all =
        accountPages + entryForms + devicePages + hrPages + importPages + networkPages + punchPages + parkedPages
        + statusPages + settingsPages + userPages + casePages + deskPages + companyPages + framePages
}
