import Foundation

/// What of a sealed value is a secret by itself, and how others may write it.
enum SecretPieces {
    /// The value; of JSON its texts; of a web address what only those know who were given it.
    static func pieces(of value: String) -> [String] {
        if let first = value.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
            let document = try? JSONValue(parsing: Array(value.utf8))
        {
            return [value] + texts(of: document)
        }
        guard value.hasPrefix("http"), let address = URLComponents(string: value), address.host != nil else {
            return [value]
        }
        // Short steps of a path are words, such as “webhook”.
        let steps = address.path.split(separator: "/").map(String.init).filter { $0.utf8.count >= 12 }
        let queried = address.queryItems?.compactMap(\.value) ?? []
        let path = [address.percentEncodedPath, address.percentEncodedQuery].compactMap { $0 }.joined(separator: "?")
        return [value, address.password].compactMap { $0 } + steps + queried + [path].filter { $0.utf8.count >= 12 }
    }

    private static func texts(of value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let values): values.flatMap { texts(of: $0) }
        case .object(let members): members.flatMap { texts(of: $0.value) }
        default: []
        }
    }

    /// However they write its marks, percent-encoded, as HTML or in Base64, and each of these inside JSON.
    static func forms(of secret: String) -> Set<[UInt8]> {
        var forms: Set<[UInt8]> = []
        for text in [secret, secret.precomposedStringWithCanonicalMapping, secret.decomposedStringWithCanonicalMapping]
        {
            let percent = PercentEncoding.encode(text)
            let base64 = Data(text.utf8).base64EncodedString()
            let ways = [
                text, percent, lowercasedEscapes(percent), percent.replacing("%20", with: "+"), Escaping.html(text),
                base64, base64.replacing("+", with: "-").replacing("/", with: "_"),
            ]
            for way in ways {
                let json = String(JSONValue.string(way).description.dropFirst().dropLast())
                for form in [way, json, json.replacing("/", with: "\\/")] { forms.insert(Array(form.utf8)) }
            }
        }
        return forms
    }

    /// `%2F` as `%2f`.
    private static func lowercasedEscapes(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).enumerated().map { index, part in
            index == 0 ? String(part) : "%" + part.prefix(2).lowercased() + part.dropFirst(2)
        }.joined()
    }
}
