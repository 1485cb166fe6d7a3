import CExpat

/// The only reader of XML here. Documents come from strangers: one with a document type is refused in whichever
/// encoding it comes, and depth, attributes and the length of a tag are bounded. Time grows with the document's length
/// and nothing else.
enum SafeXML {
    enum Event {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    static let deepest = 64
    static let mostAttributes = 256
    /// Bytes of a tag, comment or instruction; text comes in pieces and may be longer.
    static let longestTag = 1 << 20
    private static let pieceSize = 64 << 10

    /// Reads a document until `handle` throws.
    ///
    /// - Returns: False when it is malformed or breaks a limit of XML.
    /// - Throws: What `handle` throws; `tooSlow` and `cancelled` by `patience`.
    static func read(
        _ bytes: [UInt8], _ patience: Patience, _ handle: (Event) throws(SpreadsheetFailure) -> Void
    ) throws(SpreadsheetFailure) -> Bool {
        guard let parser = XML_ParserCreate(nil) else { return false }
        defer { XML_ParserFree(parser) }
        var failure: SpreadsheetFailure?
        let isWhole = withoutActuallyEscaping(handle) { handle in
            let reader = Reader(parser) { event in
                do throws(SpreadsheetFailure) { try handle(event) } catch { failure = error }
                return failure == nil
            }
            return withExtendedLifetime(reader) {
                reader.feed(bytes) {
                    do throws(SpreadsheetFailure) { try patience.look() } catch { failure = error }
                    return failure == nil
                }
            }
        }
        if let failure { throw failure }
        return isWhole
    }

    /// Stands behind one parser, which knows it by its address.
    private final class Reader {
        private let parser: XML_Parser
        /// Whether to go on.
        private let handle: (Event) -> Bool
        private var depth = 0
        private var isStopped = false

        init(_ parser: XML_Parser, _ handle: @escaping (Event) -> Bool) {
            self.parser = parser
            self.handle = handle
            XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
            XML_SetElementHandler(
                parser,
                { Reader.of($0)?.start($1, $2) },
                { data, name in
                    guard let reader = Reader.of(data), let name else { return }
                    reader.depth -= 1
                    reader.hand(.end(String(cString: name)))
                })
            XML_SetCharacterDataHandler(parser) { data, start, count in
                guard let start, count > 0 else { return }
                let bytes = UnsafeRawBufferPointer(start: start, count: Int(count))
                Reader.of(data)?.hand(.text(String(decoding: bytes, as: UTF8.self)))
            }
            XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in Reader.of(data)?.stop() }
        }

        private static func of(_ data: UnsafeMutableRawPointer?) -> Reader? {
            data.map { Unmanaged<Reader>.fromOpaque($0).takeUnretainedValue() }
        }

        /// - Parameter goesOn: Asked before every piece.
        func feed(_ bytes: [UInt8], _ goesOn: () -> Bool) -> Bool {
            var fed = 0
            repeat {
                guard goesOn() else { return false }
                let count = min(SafeXML.pieceSize, bytes.count - fed)
                let isLast = fed + count == bytes.count
                let status = bytes[fed..<(fed + count)].withUnsafeBytes {
                    XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count), isLast ? 1 : 0)
                }
                guard status == XML_STATUS_OK, !isStopped else { return false }
                fed += count
                // An unfinished tag is looked at from its start with every piece.
                guard isLast || fed - Int(XML_GetCurrentByteIndex(parser)) <= SafeXML.longestTag else { return false }
            } while fed < bytes.count
            return true
        }

        private func start(
            _ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
        ) {
            guard let name, let list, !isStopped else { return }
            depth += 1
            var attributes: [String: String] = [:]
            var index = 0
            while let name = list[index], let value = list[index + 1] {
                guard index < 2 * SafeXML.mostAttributes else { return stop() }
                attributes[String(cString: name)] = String(cString: value)
                index += 2
            }
            guard depth <= SafeXML.deepest else { return stop() }
            hand(.start(String(cString: name), attributes))
        }

        private func hand(_ event: Event) {
            // The parser may have more to say after it was told to stop.
            if !isStopped, !handle(event) { stop() }
        }

        private func stop() {
            isStopped = true
            XML_StopParser(parser, 0)
        }
    }
}
