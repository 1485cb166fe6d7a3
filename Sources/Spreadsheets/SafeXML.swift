import Foundation
import FoundationXML

/// The only reader of XML here. Documents come from strangers: anything with a document type or an entity is
/// refused before parsing, and depth and text are bounded.
public enum SafeXML {
    public enum Event: Sendable {
        case start(String, [String: String])
        case end(String)
        case text(String)
    }

    /// Reads a document, handing each event to `handle`. False when it is malformed or breaks a limit.
    public static func parse(_ bytes: [UInt8], maximumDepth: Int = 64, _ handle: (Event) -> Void) -> Bool {
        run(bytes, maximumDepth) { event in
            handle(event)
            return true
        }
    }

    /// Reads a document until `handle` throws. False when it is malformed or breaks a limit of XML.
    static func read(
        _ bytes: [UInt8], maximumDepth: Int = 64, _ handle: (Event) throws(SpreadsheetError) -> Void
    ) throws(SpreadsheetError) -> Bool {
        var failure: SpreadsheetError?
        let isWhole = run(bytes, maximumDepth) { event in
            do throws(SpreadsheetError) {
                try handle(event)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return isWhole
    }

    /// - Parameter handle: Whether to go on.
    private static func run(_ bytes: [UInt8], _ maximumDepth: Int, _ handle: (Event) -> Bool) -> Bool {
        guard !forbidden(bytes) else { return false }
        return withoutActuallyEscaping(handle) { handle in
            let delegate = Delegate(maximumDepth: maximumDepth, handle: handle)
            let parser = XMLParser(data: Data(bytes))
            parser.shouldResolveExternalEntities = false
            parser.delegate = delegate
            // The parser's own verdict is true for documents that end too early: the balance of elements is not.
            return parser.parse() && delegate.isWhole
        }
    }

    /// Document types and entities have no use here; only UTF-8 is read, so that they cannot hide in another
    /// encoding.
    private static func forbidden(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.contains(0) { return true }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.prefix(200).lowercased().contains("encoding=\"utf-16") { return true }
        return text.contains("<!DOCTYPE") || text.contains("<!ENTITY") || text.contains("<!doctype")
    }

    private final class Delegate: NSObject, XMLParserDelegate {
        let handle: (Event) -> Bool
        let maximumDepth: Int
        var depth = 0
        private var hasRoot = false
        private var hasFailed = false

        var isWhole: Bool { hasRoot && depth == 0 && !hasFailed }

        init(maximumDepth: Int, handle: @escaping (Event) -> Bool) {
            self.maximumDepth = maximumDepth
            self.handle = handle
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            depth += 1
            hasRoot = true
            if depth > maximumDepth { return stop(parser) }
            hand(.start(name, attributes), parser)
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            depth -= 1
            hand(.end(name), parser)
        }

        func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { hasFailed = true }

        func parser(_ parser: XMLParser, foundCharacters text: String) { hand(.text(text), parser) }

        func parser(_ parser: XMLParser, foundCDATA block: Data) {
            guard let text = String(validating: block, as: UTF8.self) else { return stop(parser) }
            hand(.text(text), parser)
        }

        private func hand(_ event: Event, _ parser: XMLParser) {
            // The parser goes on for a while after it was told to stop.
            if !hasFailed, !handle(event) { stop(parser) }
        }

        private func stop(_ parser: XMLParser) {
            hasFailed = true
            parser.abortParsing()
        }
    }
}
