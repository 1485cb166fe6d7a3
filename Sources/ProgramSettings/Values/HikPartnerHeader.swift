/// How Hik-Partner Pro is given its token.
public enum HikPartnerHeader: String, Sendable, CaseIterable {
    /// `Authorization: Bearer …` (guide V2.14.0).
    case bearer
    /// `Token: …` (notes on V2.15.500).
    case token
}
