import Labels
import Serials
import Store
import UnbindingCases
import Wire

/// What was read on a photo, as it is kept with the case and shown over the picture. No verification code is in it.
public struct Findings: Hashable, Sendable {
    public struct Find: Hashable, Sendable {
        public let source: EvidenceFind.Source
        /// Nil for a code that names no device.
        public let serial: ShortSerial?
        public let isDevicesOwn: Bool
        public let place: Quadrilateral
    }

    /// Of the upright photo, in pixels: the measure of all places.
    public let width: Int
    public let height: Int
    public let finds: [Find]
    public let unreadCodes: [Quadrilateral]
    public let unreadTexts: [Quadrilateral]
    public let hasReadText: Bool

    public init(_ reading: LabelReading) {
        width = reading.width
        height = reading.height
        finds = reading.finds.map {
            Find(
                source: EvidenceFind.Source(rawValue: $0.source.rawValue) ?? .ocr, serial: $0.serial,
                isDevicesOwn: $0.isDevicesOwn, place: $0.place)
        }
        unreadCodes = reading.unreadCodes
        unreadTexts = reading.unreadTexts
        hasReadText = reading.hasReadText
    }

    /// What the rules look at.
    public func facts(usedIn earlier: EarlierUse? = nil) -> PhotoFacts {
        PhotoFacts(
            isPicture: true,
            finds: finds.compactMap { find in
                find.serial.map { EvidenceFind(serial: $0, source: find.source, isDevicesOwn: find.isDevicesOwn) }
            }, usedIn: earlier, hasUnreadCode: !unreadCodes.isEmpty, hasReadText: hasReadText,
            hasUnreadText: !unreadTexts.isEmpty)
    }

    /// The serials that codes name.
    public var codeSerials: Set<ShortSerial> { Set(finds.filter(\.source.isCode).compactMap(\.serial)) }
}

extension Findings {
    public var json: JSONValue {
        func place(_ place: Quadrilateral) -> JSONValue {
            .array(place.corners.flatMap { [JSONValue($0.x), JSONValue($0.y)] })
        }
        let list = finds.map { find -> JSONValue in
            [
                "source": .string(find.source.rawValue), "serial": JSONValue(find.serial?.text),
                "own": .bool(find.isDevicesOwn), "place": place(find.place),
            ]
        }
        return [
            "width": JSONValue(width), "height": JSONValue(height), "text": .bool(hasReadText),
            "finds": .array(list), "unread": .array(unreadCodes.map(place)),
            "unreadTexts": .array(unreadTexts.map(place)),
        ]
    }

    /// Nil where the document is none of ours.
    public init?(_ document: JSONValue) {
        guard let width = document["width"]?.integer, let height = document["height"]?.integer,
            let list = document["finds"]?.array, let unread = document["unread"]?.array
        else { return nil }
        func place(_ value: JSONValue?) -> Quadrilateral? {
            let numbers = value?.array?.compactMap(\.integer).map { Int($0) } ?? []
            guard numbers.count == 8 else { return nil }
            return Quadrilateral((0..<4).map { Quadrilateral.Point(x: numbers[2 * $0], y: numbers[2 * $0 + 1]) })
        }
        self.width = Int(width)
        self.height = Int(height)
        finds = list.compactMap { entry in
            guard let source = entry["source"]?.text.flatMap(EvidenceFind.Source.init),
                let place = place(entry["place"])
            else { return nil }
            return Find(
                source: source, serial: entry["serial"]?.text.flatMap { ShortSerial(exactly: $0) },
                isDevicesOwn: entry["own"]?.bool ?? false, place: place)
        }
        unreadCodes = unread.compactMap { place($0) }
        unreadTexts = document["unreadTexts"]?.array?.compactMap { place($0) } ?? []
        // What was read before letters counted was read by other rules.
        hasReadText = document["unreadTexts"] != nil && document["text"]?.bool ?? false
    }
}

extension Evidence {
    /// Nil only where the store was changed by hand.
    public var reading: Findings? { Findings(findings) }
}
