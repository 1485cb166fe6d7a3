import Foundation

/// Takes secrets out of what strangers say: a vendor that echoes a token must not put it into our history.
public struct SecretMask: Sendable {
    /// Every secret in the forms in which it may come back, the longest first.
    private let forms: [String]

    /// Shorter ones are words, not secrets, and would tear every sentence apart.
    public static let shortest = 6
    public static let none = SecretMask([])

    public init(_ secrets: some Sequence<String>) {
        var forms: Set<String> = []
        for secret in secrets where secret.utf8.count >= SecretMask.shortest {
            forms.insert(secret)
            forms.insert(PercentEncoding.encode(secret))
            forms.insert(Data(secret.utf8).base64EncodedString())
            forms.insert(String(JSONValue.string(secret).description.dropFirst().dropLast()))
        }
        self.forms = forms.sorted { $0.utf8.count > $1.utf8.count }
    }

    /// The text with bullets in the place of every secret.
    public func masked(_ text: String) -> String {
        var text = text
        for form in forms where text.contains(form) { text = text.replacing(form, with: "•••") }
        return text
    }
}
