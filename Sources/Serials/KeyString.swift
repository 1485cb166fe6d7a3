import Foundation

/// The key string that the vendor's tool exports of a device: a secret that lets its holder ask the vendor to act on
/// the device. It prints as a summary. Source: serial contract 5.
public struct KeyString: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// `getcode`: 17 bytes that carry the short serial.
        case deviceCode(ShortSerial)
        /// `getencryptstring`, or anything else of the right letters: nothing can be read from it.
        case opaque
    }

    /// The exact cleaned text, never encoded anew.
    public let secret: String
    public let kind: Kind

    /// The serial that the string itself names; nil where it is opaque.
    public var serial: ShortSerial? {
        if case .deviceCode(let serial) = kind { return serial }
        return nil
    }

    public var description: String { "key string of \(secret.utf8.count) characters" }

    static let longestFile = 64 << 10
    static let longest = 1024
    /// Characters of the shortest that is believed. Source: the key of 17 bytes has 24; of others no length is known.
    static let shortest = 16
    /// Of a device's key, which begins with `03 00 00 00`.
    private static let deviceCodeLength = 24
    private static let deviceCodeStart = "AwAAA"

    /// Reads the bytes of an exported file: UTF-8, or UTF-16 with and without its mark.
    public init(file bytes: [UInt8]) throws(KeyStringFailure) {
        guard bytes.count <= KeyString.longestFile else { throw .tooLong }
        let text: String
        if bytes.starts(with: [0xFF, 0xFE]) {
            text = String(data: Data(bytes.dropFirst(2)), encoding: .utf16LittleEndian) ?? ""
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            text = String(data: Data(bytes.dropFirst(2)), encoding: .utf16BigEndian) ?? ""
        } else if bytes.count(where: { $0 == 0 }) * 3 > bytes.count {
            // Letters of ASCII in UTF-16: the zero stands behind the letter, or before it. A single one is a C string's.
            let isLittle = bytes.first != 0
            text = String(data: Data(bytes), encoding: isLittle ? .utf16LittleEndian : .utf16BigEndian) ?? ""
        } else {
            text = String(decoding: bytes, as: UTF8.self)
        }
        try self.init(text)
    }

    /// Reads pasted text or the text of a QR code.
    public init(_ input: String) throws(KeyStringFailure) {
        guard input.utf8.count <= KeyString.longestFile else { throw .tooLong }
        // What is taken off a key must not hide a document either.
        let lowered = input.filter { $0 != "\0" }.lowercased()
        if lowered.contains("<!doctype") || lowered.contains("<!entity") { throw .document }
        if lowered.contains("<probematch") || lowered.contains("<probe>") { throw .probeMatch }
        if input.contains("://") { throw .link }
        guard KeyString.tags.allSatisfy({ input.ranges(of: "<\($0)>").count < 2 }) else { throw .several }
        let text = KeyString.unwrapped(input)
        // A label is told from a key by its lines, which cleaning would join.
        try KeyString.refuseLabel(text)
        let cleaned = text.unicodeScalars.filter { scalar in
            !(scalar.value == 0 || scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isWhitespace)
        }
        guard !cleaned.isEmpty else { throw .empty }
        guard cleaned.count <= KeyString.longest else { throw .tooLong }
        for (index, scalar) in cleaned.enumerated() where !KeyString.isLetter(scalar) {
            throw .foreignCharacter(position: index + 1)
        }
        secret = String(String.UnicodeScalarView(cleaned))
        // What cleaning makes of it must not be one either.
        try KeyString.refuseLabel(secret)
        try KeyString.refusePart(secret)
        if let serial = KeyString.embeddedSerial(secret) {
            kind = .deviceCode(serial)
        } else {
            kind = .opaque
        }
    }

    private static func refuseLabel(_ text: String) throws(KeyStringFailure) {
        guard let payload = LabelPayload(text) else { return }
        throw payload.isDevicesOwn && payload.full == nil ? .label : .serial
    }

    /// What cannot be a whole key, and one key alone.
    private static func refusePart(_ text: String) throws(KeyStringFailure) {
        let count = text.utf8.count
        guard text.hasPrefix(deviceCodeStart) else {
            guard count >= shortest else { throw .tooShort }
            return
        }
        if count < deviceCodeLength { throw .cut(length: count, of: deviceCodeLength) }
        // Lines of a file are joined by cleaning: a second key begins where the first one ends.
        if text.dropFirst(deviceCodeLength - 1).contains(deviceCodeStart) { throw .several }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "+", "/", "=", "_", "-": true
        default: false
        }
    }

    private static let tags = ["Code", "EncryptString"]

    /// The content of a tag that some tools wrap around the string. A plain search: no parser sees the text.
    private static func unwrapped(_ text: String) -> String {
        for name in tags {
            guard let open = text.firstRange(of: "<\(name)>"),
                let close = text[open.upperBound...].firstRange(of: "</\(name)>")
            else { continue }
            return String(text[open.upperBound..<close.lowerBound])
        }
        return text
    }

    /// 17 bytes: `03 00 00 00`, nine characters of serial, four of unknown making.
    private static func embeddedSerial(_ text: String) -> ShortSerial? {
        let usual = text.replacing("-", with: "+").replacing("_", with: "/")
        guard text.utf8.count == deviceCodeLength, let data = Data(base64Encoded: usual), data.count == 17 else {
            return nil
        }
        let bytes = Array(data)
        guard bytes.starts(with: [3, 0, 0, 0]) else { return nil }
        let serial = String(decoding: bytes[4..<13], as: UTF8.self)
        guard let found = ShortSerial(exactly: serial), found.text == serial else { return nil }
        return found
    }
}
