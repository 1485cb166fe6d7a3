import CZip
import Glibc

/// The parts of an XLSX file: a ZIP archive from a stranger.
final class XLSXPackage {
    private let archive: OpaquePointer
    private let limits: SpreadsheetLimits
    let patience: Patience
    private var allowance: Allowance

    /// - Throws: `noWorkbook` where there is no ZIP archive.
    init(_ bytes: [UInt8], limits: SpreadsheetLimits) throws(SpreadsheetFailure) {
        guard bytes.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        guard !bytes.isEmpty else { throw .noWorkbook }
        // The archive reads from memory of its own, which it frees with itself.
        guard let copy = malloc(bytes.count) else { throw .noWorkbook }
        bytes.withUnsafeBytes { source in
            if let start = source.baseAddress { copy.copyMemory(from: start, byteCount: source.count) }
        }
        guard let source = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, nil) else {
            free(copy)
            throw .noWorkbook
        }
        guard let archive = zip_open_from_source(source, ZIP_RDONLY, nil) else {
            zip_source_free(source)
            throw .noWorkbook
        }
        self.archive = archive
        self.limits = limits
        patience = Patience(limits)
        allowance = Allowance(limits)
    }

    deinit { zip_discard(archive) }

    /// One part, unpacked up to the limits: a small file can unpack to gigabytes. Nil when there is none.
    func part(_ name: String) throws(SpreadsheetFailure) -> [UInt8]? {
        // Names of parts know no case, and some programs write the separators of Windows.
        let names = [name, name.replacing("/", with: "\\")]
        let found = names.lazy.map { zip_name_locate(self.archive, $0, zip_flags_t(ZIP_FL_NOCASE)) }.first { $0 >= 0 }
        guard let found, let file = zip_fopen_index(archive, zip_uint64_t(found), 0) else { return nil }
        defer { zip_fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            try patience.look()
            let count = zip_fread(file, &buffer, zip_uint64_t(buffer.count))
            guard count >= 0 else { throw .malformedXML(part: name) }
            if count == 0 { return bytes }
            guard bytes.count + Int(count) <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
            try allowance.spend(Int(count))
            bytes.append(contentsOf: buffer.prefix(Int(count)))
        }
    }

    /// What a part, or the whole package under the name "", refers to; empty when it refers to nothing.
    func relationships(of part: String) throws(SpreadsheetFailure) -> [XLSXRelationship] {
        let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
        let name = "\(folder)_rels/\(part.dropFirst(folder.count)).rels"
        guard let bytes = try self.part(name) else { return [] }
        var list: [XLSXRelationship] = []
        let isWhole = try SafeXML.read(bytes, patience) { event in
            guard case .start(let element, let attributes) = event, XLSXName.local(element) == "Relationship" else {
                return
            }
            let values = Dictionary(attributes.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
            guard let id = values["id"], let target = values["target"], values["targetmode"] != "External" else {
                return
            }
            let kind = values["type"]?.split(separator: "/").last.map(String.init) ?? ""
            let resolved = XLSXName.resolved(target, from: folder)
            list.append(XLSXRelationship(id: id, kind: kind, target: resolved))
        }
        guard isWhole else { throw .malformedXML(part: name) }
        return list
    }
}

struct XLSXRelationship {
    let id: String
    /// The last word of its type, which the two editions of the format share: `worksheet`, `styles`.
    let kind: String
    /// The part's name from the top of the archive.
    let target: String
}

enum XLSXName {
    /// A name of XML without its prefix.
    static func local(_ name: String) -> String {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return name }
        return String(name[name.index(after: colon)...])
    }

    /// The part that a reference means: from the top (`/xl/…`), or from the folder of the part that refers.
    static func resolved(_ target: String, from folder: String) -> String {
        let plain = (target.removingPercentEscapes ?? target).replacing("\\", with: "/")
        var steps: [Substring] = plain.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in plain.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

extension String {
    /// `%20` as a blank; nil for escapes that mean no UTF-8.
    fileprivate var removingPercentEscapes: String? {
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
