import Attendance
import Foundation
import Wire

/// A sent form: fields by name, and the files of a multipart one. Made from hostile bytes within limits.
struct Form: Sendable {
    struct File: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    private(set) var values: [String: [String]] = [:]
    private(set) var files: [String: File] = [:]

    static let mostFields = 400

    init() {}

    subscript(name: String) -> String { values[name]?.first ?? "" }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    var names: [String] { Array(values.keys) }

    /// `application/x-www-form-urlencoded`; nil when it is malformed.
    init?(urlEncoded text: String) {
        let parts = text.split(separator: "&")
        guard parts.count <= Form.mostFields else { return nil }
        for part in parts {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Form.decoded(pair[0]), let value = Form.decoded(pair.count > 1 ? pair[1] : "") else {
                return nil
            }
            add(value, to: name)
        }
    }

    /// Everything but passwords is taken as people see it.
    private mutating func add(_ value: String, to name: String) {
        values[name, default: []].append(name.contains("password") ? value : value.asSeen)
    }

    private static func decoded(_ text: Substring) -> String? {
        String(text).replacing("+", with: " ").removingPercentEncoding
    }

    /// `multipart/form-data` (RFC 7578); nil when it is malformed.
    init?(multipart bytes: [UInt8], boundary: String) {
        let delimiter = Array("--\(boundary)".utf8)
        guard (1...70).contains(boundary.utf8.count), var position = Form.find(delimiter, in: bytes, from: 0) else {
            return nil
        }
        var count = 0
        while true {
            position += delimiter.count
            if bytes[position...].starts(with: [0x2D, 0x2D]) { return }
            guard bytes[position...].starts(with: [0x0D, 0x0A]),
                let headEnd = Form.find([0x0D, 0x0A, 0x0D, 0x0A], in: bytes, from: position),
                let end = Form.find([0x0D, 0x0A] + delimiter, in: bytes, from: headEnd + 2)
            else { return nil }
            count += 1
            guard count <= Form.mostFields, headEnd - position < 4096 else { return nil }
            let head = String(decoding: bytes[position..<headEnd], as: UTF8.self)
            let content = headEnd + 4 <= end ? Array(bytes[(headEnd + 4)..<end]) : []
            guard let name = Form.parameter("name", in: head) else { return nil }
            if let fileName = Form.parameter("filename", in: head) {
                files[name] = File(name: fileName, bytes: content)
            } else {
                guard let text = String(validating: content, as: UTF8.self) else { return nil }
                add(text, to: name)
            }
            position = end + 2
        }
    }

    private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start >= 0, start <= bytes.count else { return nil }
        // Photos have millions of bytes: the C library's search takes a hundredth of a generic one's time.
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, let first = part.first else { return nil }
            var position = start
            while position + part.count <= buffer.count,
                let found = memchr(base + position, Int32(first), buffer.count - part.count + 1 - position)
            {
                position = UnsafeRawPointer(found) - base
                if memcmp(base + position, part, part.count) == 0 { return position }
                position += 1
            }
            return nil
        }
    }

    /// A quoted parameter of the `Content-Disposition` line.
    private static func parameter(_ name: String, in head: String) -> String? {
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-disposition:") {
            for part in line.split(separator: ";").dropFirst() {
                let pair = part.split(separator: "=", maxSplits: 1)
                guard pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces) == name else { continue }
                return pair[1].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
            }
        }
        return nil
    }
}
