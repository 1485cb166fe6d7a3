/// One datagram of the discovery protocol as names and values. The documents are flat, devices write them loosely, and
/// anybody on the network can send one: reading is tolerant of form and strict about size.
///
/// Source: SADP contract 1 (framing), 9 (limits).
public struct SADPDocument: Hashable, Sendable {
    /// Bytes of the largest datagram that is read.
    public static let largest = 16 << 10
    public static let mostElements = 256
    public static let greatestDepth = 4
    /// Characters of the longest value.
    public static let longestValue = 1024

    public let root: String
    /// Whether every element was closed in order. A loosely written announcement is listed all the same; the outcome of
    /// an operation counts only from a whole document.
    public let isWhole: Bool
    private let values: [String: String]

    /// The value of an element, whatever the case of its name; the first where a name occurs twice. Trimmed, without
    /// control characters.
    public subscript(name: String) -> String? { values[name.lowercased()] }

    public init(_ datagram: some Collection<UInt8>) throws(SADPDocumentFailure) {
        guard datagram.count <= SADPDocument.largest else { throw .tooLarge }
        let bytes = Array(datagram)
        // Stray bytes stand in front of and behind the document.
        guard let first = bytes.firstIndex(of: UInt8(ascii: "<")), let last = bytes.lastIndex(of: UInt8(ascii: ">")),
            first < last
        else { throw .noDocument }
        var scanner = Scanner(bytes: bytes[first...last])
        try scanner.scan()
        guard let root = scanner.root else { throw .noDocument }
        self.root = root
        isWhole = scanner.isWhole
        values = scanner.values
    }

    /// A text as it may be shown: no control characters, no blanks at the sides.
    public static func cleaned(_ text: String) -> String {
        let scalars = text.unicodeScalars.filter { !($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) }
        let kept = String(String.UnicodeScalarView(scalars))
        guard let start = kept.firstIndex(where: { !$0.isWhitespace }),
            let end = kept.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(kept[start...end])
    }

    private struct Scanner {
        let bytes: ArraySlice<UInt8>
        var index: Int
        var root: String?
        var isWhole = true
        var values: [String: String] = [:]
        private var open: [String] = []
        private var elements = 0
        /// The text since the innermost open tag; nil once that element has had a child.
        private var text: [UInt8]?

        init(bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            index = bytes.startIndex
        }

        mutating func scan() throws(SADPDocumentFailure) {
            while index < bytes.endIndex {
                let byte = bytes[index]
                if byte != UInt8(ascii: "<") {
                    text?.append(byte)
                    // Six bytes are the longest way to write one character.
                    if let length = text?.count, length > SADPDocument.longestValue * 6 { throw .valueTooLong }
                    index += 1
                    continue
                }
                index += 1
                guard index < bytes.endIndex else { break }
                switch bytes[index] {
                case UInt8(ascii: "?"): skip(past: [UInt8(ascii: "?"), UInt8(ascii: ">")])
                case UInt8(ascii: "!"): throw .declaration
                case UInt8(ascii: "/"):
                    index += 1
                    try close(name())
                default: try begin(name())
                }
            }
            if !open.isEmpty { isWhole = false }
        }

        private mutating func begin(_ name: String) throws(SADPDocumentFailure) {
            guard !name.isEmpty else {
                isWhole = false
                return
            }
            elements += 1
            guard elements <= SADPDocument.mostElements else { throw .tooManyElements }
            guard open.count < SADPDocument.greatestDepth else { throw .tooDeep }
            let isEmpty = skipTag()
            if root == nil { root = name } else if open.isEmpty { isWhole = false }
            if isEmpty {
                if values[name.lowercased()] == nil { values[name.lowercased()] = "" }
            } else {
                open.append(name)
                text = []
            }
        }

        private mutating func close(_ name: String) throws(SADPDocumentFailure) {
            _ = skipTag()
            guard let position = open.lastIndex(of: name) else {
                isWhole = false
                return
            }
            if position != open.count - 1 { isWhole = false }
            if position == open.count - 1, open.count > 1, let text {
                let value = SADPDocument.cleaned(Scanner.decoded(text))
                guard value.unicodeScalars.count <= SADPDocument.longestValue else { throw .valueTooLong }
                if values[name.lowercased()] == nil { values[name.lowercased()] = value }
            }
            open.removeSubrange(position...)
            text = nil
        }

        private mutating func name() -> String {
            let start = index
            while index < bytes.endIndex, Scanner.isName(bytes[index]), index - start < 64 { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }

        /// The rest of a tag; true when it closes itself.
        private mutating func skipTag() -> Bool {
            var last: UInt8 = 0
            while index < bytes.endIndex, bytes[index] != UInt8(ascii: ">") {
                last = bytes[index]
                index += 1
            }
            index += 1
            return last == UInt8(ascii: "/")
        }

        private mutating func skip(past end: [UInt8]) {
            while index < bytes.endIndex, !bytes[index...].starts(with: end) { index += 1 }
            index = min(index + end.count, bytes.endIndex)
        }

        private static func isName(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
                || byte == 0x2D
        }

        /// The five predefined entities; any other stays as it is written.
        private static func decoded(_ bytes: [UInt8]) -> String {
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.contains("&") else { return text }
            return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
        }
    }
}
