/// An `application/x-www-form-urlencoded` body. Fields keep their order.
public struct FormBody: Sendable {
    public private(set) var fields: [(name: String, value: String)]

    public init(_ fields: KeyValuePairs<String, String> = [:]) {
        self.fields = fields.map { (name: $0.key, value: $0.value) }
    }

    /// Adds a field; nil and empty values are left out.
    public mutating func add(_ name: String, _ value: String?) {
        if let value, !value.isEmpty { fields.append((name: name, value: value)) }
    }

    public var bytes: [UInt8] {
        var output: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "&")) }
            PercentEncoding.append(field.name, to: &output, space: UInt8(ascii: "+"))
            output.append(UInt8(ascii: "="))
            PercentEncoding.append(field.value, to: &output, space: UInt8(ascii: "+"))
        }
        return output
    }
}

/// Percent encoding of everything but RFC 3986's unreserved characters.
public enum PercentEncoding {
    /// For one part of a query or path.
    public static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        append(text, to: &output, space: nil)
        return String(decoding: output, as: UTF8.self)
    }

    static func append(_ text: String, to output: inout [UInt8], space: UInt8?) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                output.append(byte)
            case 0x20 where space != nil: output.append(space ?? byte)
            default:
                output.append(UInt8(ascii: "%"))
                output.append(digits[Int(byte >> 4)])
                output.append(digits[Int(byte & 15)])
            }
        }
    }
}
