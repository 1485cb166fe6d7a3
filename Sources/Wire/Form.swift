import Foundation

/// A sent form: fields by name, and the files of a multipart one. Made from hostile bytes within limits.
public struct Form: Sendable {
    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
    }

    public private(set) var values: [String: [String]] = [:]
    public private(set) var files: [String: File] = [:]

    public static let mostFields = 400
    /// Bytes of a field's name, of a file's name, and of all values together.
    public static let longestName = 200
    public static let longestFileName = 1000
    public static let mostText = 256 << 10

    private let cleaned: @Sendable (_ name: String, _ value: String) -> String
    private var textLeft = Form.mostText

    /// A form without fields.
    public init() { cleaned = { $1 } }

    public subscript(name: String) -> String { values[name]?.first ?? "" }

    public func all(_ name: String) -> [String] { values[name] ?? [] }

    public var names: [String] { Array(values.keys) }

    /// The form with values for fields that were sent empty or not at all.
    public func filling(_ others: [String: String]) -> Form {
        var form = self
        for (name, value) in others where self[name].isEmpty { form.values[name] = [value] }
        return form
    }

    /// `application/x-www-form-urlencoded`; nil when it is malformed or beyond a limit.
    ///
    /// - Parameter cleaned: What every value goes through.
    public init?(
        urlEncoded text: some StringProtocol,
        cleaned: @escaping @Sendable (_ name: String, _ value: String) -> String = { $1 }
    ) {
        self.cleaned = cleaned
        guard text.utf8.count <= 3 * Form.mostText else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "&"), maxSplits: Form.mostFields)
        guard parts.count <= Form.mostFields else { return nil }
        for part in parts {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Form.decoded(pair[0]), let value = pair.count > 1 ? Form.decoded(pair[1]) : "",
                add(value, to: name)
            else { return nil }
        }
    }

    /// Nil for a broken escape, and for bytes that are not UTF-8.
    private static func decoded(_ text: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// `multipart/form-data` (RFC 7578); nil when it is malformed or beyond a limit.
    public init?(
        multipart bytes: [UInt8], boundary: String,
        cleaned: @escaping @Sendable (_ name: String, _ value: String) -> String = { $1 }
    ) {
        self.cleaned = cleaned
        let delimiter = Array("--\(boundary)".utf8)
        guard (1...70).contains(boundary.utf8.count), var position = Form.find(delimiter, in: bytes, from: 0) else {
            return nil
        }
        var count = 0
        while true {
            position += delimiter.count
            if bytes[position...].starts(with: [0x2D, 0x2D]) { return }
            guard bytes[position...].starts(with: [0x0D, 0x0A]),
                let headEnd = Form.find(
                    [0x0D, 0x0A, 0x0D, 0x0A], in: bytes, from: position, to: position + Form.longestHead),
                let end = Form.find([0x0D, 0x0A] + delimiter, in: bytes, from: headEnd + 2)
            else { return nil }
            count += 1
            guard count <= Form.mostFields else { return nil }
            let head = String(decoding: bytes[position..<headEnd], as: UTF8.self)
            let content = headEnd + 4 <= end ? bytes[(headEnd + 4)..<end] : []
            guard let name = Form.parameter("name", in: head) else { return nil }
            if let fileName = Form.parameter("filename", in: head) {
                guard name.utf8.count <= Form.longestName, fileName.utf8.count <= Form.longestFileName else {
                    return nil
                }
                files[name] = File(name: fileName, bytes: Array(content))
            } else {
                guard content.count <= textLeft, let text = String(validating: content, as: UTF8.self),
                    add(text, to: name)
                else { return nil }
            }
            position = end + 2
        }
    }

    private static let longestHead = 4096

    /// Whether there was room for it.
    private mutating func add(_ value: String, to name: String) -> Bool {
        textLeft -= value.utf8.count
        guard textLeft >= 0, name.utf8.count <= Form.longestName else { return false }
        values[name, default: []].append(cleaned(name, value))
        return true
    }

    private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int, to end: Int = .max) -> Int? {
        let end = min(end, bytes.count)
        guard start >= 0, start <= end else { return nil }
        // Photos have millions of bytes: the C library's search takes a hundredth of a generic one's time.
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let first = part.first else { return nil }
            var position = start
            while position + part.count <= end,
                let found = memchr(base + position, Int32(first), end - part.count + 1 - position)
            {
                position = UnsafeRawPointer(found) - base
                if memcmp(base + position, part, part.count) == 0 { return position }
                position += 1
            }
            return nil
        }
    }

    /// A parameter of the `Content-Disposition` line. Browsers put its value in quotes and write a quote inside as
    /// `%22` (HTML Living Standard, multipart form data); a backslash before a quote is an older way.
    private static func parameter(_ wanted: String, in head: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            var rest = line.utf8.drop { $0 != UInt8(ascii: ";") }
            while rest.popFirst() == UInt8(ascii: ";") {
                rest = rest.drop { $0 == UInt8(ascii: " ") }
                let name = String(rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }) ?? ""
                rest = rest.dropFirst(name.utf8.count)
                var value: [UInt8] = []
                if rest.first == UInt8(ascii: "=") {
                    rest = rest.dropFirst()
                    value = takeValue(&rest)
                }
                if name.lowercased() == wanted { return String(decoding: value, as: UTF8.self) }
                rest = rest.drop { $0 != UInt8(ascii: ";") }
            }
        }
        return nil
    }

    private static func takeValue(_ rest: inout Substring.UTF8View) -> [UInt8] {
        guard rest.first == UInt8(ascii: "\"") else {
            let value = Array(rest.prefix { $0 != UInt8(ascii: ";") })
            rest = rest.dropFirst(value.count)
            return value
        }
        rest = rest.dropFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            let isEscape = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "\"")
            value.append(isEscape ? rest.popFirst() ?? byte : byte)
        }
        return value
    }
}
