import SADP
import Serials

/// A serial that was found on a photo, and how.
public struct EvidenceFind: Hashable, Sendable {
    public enum Source: String, Hashable, Sendable, CaseIterable {
        case qr, barcode
        /// Recognised text: alone a hint, never a proof.
        case ocr

        /// Whether it was decoded with a checksum and not guessed from shapes.
        public var isCode: Bool { self != .ocr }
    }

    public let serial: ShortSerial
    public let source: Source
    /// The code of a device's own label (the line of its site, or a full serial with a valid date), and not just some
    /// text with nine fitting characters.
    public let isDevicesOwn: Bool

    public init(serial: ShortSerial, source: Source, isDevicesOwn: Bool) {
        self.serial = serial
        self.source = source
        self.isDevicesOwn = isDevicesOwn && source.isCode
    }
}

/// Where a photo was used before.
public enum EarlierUse: Hashable, Sendable {
    /// In the case of this number.
    case named(String)
    /// In a case of somebody else, whose number is not for whoever reads this.
    case elsewhere
}

/// What is known of one photo.
public struct PhotoFacts: Hashable, Sendable {
    /// It is a picture of a kind that is taken, within the limits.
    public let isPicture: Bool
    public let finds: [EvidenceFind]
    /// Another case that has this photo, or one that looks the same.
    public let usedIn: EarlierUse?

    /// Something on it has the shape of a code and could not be read: it may name another device.
    public let hasUnreadCode: Bool
    /// Whether its text was looked at too, and not its codes alone.
    public let hasReadText: Bool
    /// Some of its text may be a serial and could not be read: it may name another device.
    public let hasUnreadText: Bool

    public init(
        isPicture: Bool, finds: [EvidenceFind], usedIn: EarlierUse? = nil, hasUnreadCode: Bool = false,
        hasReadText: Bool = true, hasUnreadText: Bool = false
    ) {
        self.isPicture = isPicture
        self.finds = finds
        self.usedIn = usedIn
        self.hasUnreadCode = hasUnreadCode
        self.hasReadText = hasReadText
        self.hasUnreadText = hasUnreadText
    }
}

/// Everything that the rules look at. Nil is *not known*, which is never *no*.
public struct CaseFacts: Hashable, Sendable {
    /// What the device's own network says of its binding.
    public enum DeviceWord: Hashable, Sendable {
        /// The device was asked by this program and answered.
        case answered(SADPAnswer.BindingAnswer)
        /// It announced this, or somebody reported that it did: a claim.
        case claimed(BindingState)
    }

    public let claimed: ShortSerial
    /// Nil while none was given.
    public var photos: [PhotoFacts]?
    public var key: KeyString?
    public var device: DeviceWord?
    /// A register that this program runs itself or a vendor's interface knows the binding for certain.
    public var isBoundByRegister: Bool?
    public var isCompanyVerified: Bool?
    public var hasConsent: Bool?

    public init(claimed: ShortSerial) {
        self.claimed = claimed
    }
}
