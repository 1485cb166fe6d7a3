import Serials

/// Something on a photo that was read, and where.
public struct LabelFind: Hashable, Sendable {
    public enum Source: String, Hashable, Sendable, Codable {
        case qr, barcode
        /// Recognised text: alone a hint and never a proof.
        case ocr

        public var isCode: Bool { self != .ocr }
    }

    public let source: Source
    /// As it was read. A label's text holds its verification code: it is not text for logs or pages.
    public let text: String
    /// What it says as the code of a label; nil where it says something else.
    public let payload: LabelPayload?
    /// The short serial in it; nil where there is none.
    public let serial: ShortSerial?
    /// In pixels of the upright photo.
    public let place: Quadrilateral

    /// Source: serial contract 4 and 2.1: whatever a code says, the last nine characters may be a short serial.
    public init(source: Source, text: String, place: Quadrilateral) {
        self.source = source
        self.text = text
        self.place = place
        payload = LabelPayload(text)
        serial = payload?.serial ?? (source.isCode ? ShortSerial(in: text) : nil)
    }

    /// The key string that the vendor's tool shows as a QR code: a secret, sent as a photo by mistake.
    public var isKey: Bool { source == .qr && payload == nil && (try? KeyString(text)) != nil }

    /// A device's own label code, and not just some text with nine fitting characters.
    public var isDevicesOwn: Bool { source.isCode && payload?.isDevicesOwn == true }
}

extension LabelFind: Codable {
    private enum Keys: CodingKey { case source, text, place }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Keys.self)
        self.init(
            source: try values.decode(Source.self, forKey: .source),
            text: try values.decode(String.self, forKey: .text),
            place: try values.decode(Quadrilateral.self, forKey: .place))
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Keys.self)
        try values.encode(source, forKey: .source)
        try values.encode(text, forKey: .text)
        try values.encode(place, forKey: .place)
    }
}

/// When text on a photo is recognised.
public enum TextReading: String, Hashable, Sendable, Codable {
    case never
    /// Where no code says which device it is.
    case whereNoCodeDecides
    case always
}

/// What one photo says.
public struct LabelReading: Hashable, Sendable, Codable {
    /// The upright photo, in pixels.
    public let width: Int
    public let height: Int
    /// Every code that was decoded, and every serial in recognised text.
    public var finds: [LabelFind]
    /// Places that have the shape of a code and could not be decoded: there may be another serial in them.
    public var unreadCodes: [Quadrilateral]
    /// Words that may be a serial and could not be read: there may be another one in them too.
    public var unreadTexts: [Quadrilateral] = []
    /// Whether all of its text was looked at too.
    public var hasReadText = false
    /// Places that show a verification code, as a code or in letters.
    public var secretPlaces: [Quadrilateral] = []

    public init(width: Int, height: Int, finds: [LabelFind] = [], unreadCodes: [Quadrilateral] = []) {
        self.width = width
        self.height = height
        self.finds = finds
        self.unreadCodes = unreadCodes
    }

    /// The serials, each once, those of codes first.
    public var serials: [ShortSerial] {
        var seen: Set<ShortSerial> = []
        return (finds.filter(\.source.isCode) + finds).compactMap(\.serial).filter { seen.insert($0).inserted }
    }

    /// Whether it shows a key string and no label: no evidence, and a secret.
    public var isKeyAlone: Bool { finds.contains(where: \.isKey) && !finds.contains(where: \.isDevicesOwn) }

    /// Whether a code says which device this is.
    public var isDecided: Bool { finds.contains { $0.source.isCode && $0.serial != nil } }
}
