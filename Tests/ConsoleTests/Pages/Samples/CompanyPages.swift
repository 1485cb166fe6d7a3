@testable import Console

extension PageSample {
    static let companyPages = [
        PageSample(
            "company-of-a-newcomer",
            CompanyPage(
                name: "", taxCode: "", contact: "", state: nil, tone: "", reason: nil, isVerified: false,
                mayPropose: true, token: "t")),
        PageSample(
            "company-refused",
            CompanyPage(
                name: "Công ty An Ninh", taxCode: "0101234567", contact: "Anh Minh", state: "refused", tone: "bad",
                reason: "The photo cannot be read.", isVerified: false, mayPropose: true, token: "t")),
        PageSample(
            "company-verified",
            CompanyPage(
                name: "Công ty An Ninh", taxCode: "0101234567", contact: "Anh Minh", state: "verified", tone: "good",
                reason: nil, isVerified: true, mayPropose: false, token: "t")),
        PageSample(
            "companies",
            CompaniesPage(
                companies: [
                    line(4, "waiting", "busy", reason: nil, isOpen: true),
                    line(5, "refused", "bad", reason: "The photo cannot be read.", isOpen: false),
                ], users: ["minh"], token: "t")),
        PageSample("companies-none", CompaniesPage(companies: [], users: [], token: "t")),
    ]

    private static func line(
        _ id: Int64, _ state: String, _ tone: String, reason: String?, isOpen: Bool
    ) -> CompaniesPage.Line {
        CompaniesPage.Line(
            id: id, name: "Công ty An Ninh", taxCode: "0101234567", contact: "Anh Minh", state: state, tone: tone,
            reason: reason, madeBy: "minh", at: "16/03/2026 08:00", hasDocument: isOpen, mayVerify: isOpen,
            mayRefuse: isOpen)
    }
}
