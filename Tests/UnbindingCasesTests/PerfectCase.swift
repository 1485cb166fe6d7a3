import SADP
import Serials
import Testing
import UnbindingCases

extension PhotoFacts {
    /// A device's own label: its code, and the same in letters.
    static func label(_ text: String = "E12345678") throws -> PhotoFacts {
        let serial = try #require(ShortSerial(exactly: text))
        return PhotoFacts(
            isPicture: true,
            finds: [
                EvidenceFind(serial: serial, source: .qr, isDevicesOwn: true),
                EvidenceFind(serial: serial, source: .ocr, isDevicesOwn: false),
            ])
    }
}

extension CaseFacts {
    /// A case that nothing speaks against.
    static func perfect() throws -> CaseFacts {
        var facts = CaseFacts(claimed: try #require(ShortSerial(exactly: "E12345678")))
        facts.photos = [try .label()]
        facts.key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
        facts.device = .answered(.bound)
        facts.isCompanyVerified = true
        facts.hasConsent = true
        return facts
    }
}
