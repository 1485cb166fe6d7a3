import Foundation
import Serials
import Testing

/// The vectors of the serial contract, and what must never be taken for something else.
@Suite struct SerialTests {
    @Test(arguments: [
        ("DS-2CD2712F-IS20130226CCCH417358690", "417358690"),
        ("DS-K1T341AMF20240101V030000ENGQ12345678", "Q12345678"),
        ("DS-7608NI-K2/8P0820200115CCRRE12345678WCVU", "E12345678"), (" e12345678 ", "E12345678"),
        ("427734222", "427734222"), ("Q01728482", "Q01728482"), ("AB1234567", "AB1234567"),
        ("DS-2CD1043G0-I20200101AAWRQ01728482", "Q01728482"), ("\u{0}\tE12345678\r\n", "E12345678"),
    ])
    func theLastNineCharactersAreTheShortSerial(_ text: String, _ serial: String) {
        #expect(ShortSerial(in: text)?.text == serial)
    }

    @Test(arguments: [
        "DS-2CD2143G0-I", "", "12345678", "1234567890123X5", "ABC123456", "E1234567O", "É12345678", "ı12345678",
        "E1234 5678", "WCVU", "ABCDEFGHI",
    ])
    func whatIsNoSerialIsUnknownAndNeverGuessed(_ text: String) {
        #expect(ShortSerial(in: text) == nil)
    }

    @Test func lookAlikesAreDifferentSerials() {
        let pairs = [("O12345678", "012345678"), ("I12345678", "112345678"), ("E12345678", "E12345673")]
        for (left, right) in pairs { #expect(ShortSerial(exactly: left) != ShortSerial(exactly: right)) }
    }

    @Test func everyTextIsEitherASerialOrUnknownAndNothingElse() {
        var chance = SystemRandomNumberGenerator()
        let letters = Array("0123456789ABCXYZabc-/ \u{0}é")
        for _ in 0..<5000 {
            let text = String((0..<Int.random(in: 0...40, using: &chance)).map { _ in letters.randomElement()! })
            guard let serial = ShortSerial(in: text) else { continue }
            // Whatever was found stands in the text, and is found again.
            #expect(text.uppercased().contains(serial.text))
            #expect(ShortSerial(exactly: serial.text) == serial)
            #expect(ShortSerial(in: serial.text) == serial)
        }
    }

    @Test func theProductionDateIsTheLastOneInFrontOfTheSerial() {
        let camera = FullSerial("DS-2CD2712F-IS20130226CCCH417358690")
        #expect(camera?.productionDate == "20130226" && camera?.model == "DS-2CD2712F-IS")
        // A serial of digits can look like a date itself.
        let tricky = FullSerial("DS-2CD2043G2-I20220115AAWR220130226")
        #expect(tricky?.productionDate == "20220115" && tricky?.short.text == "220130226")
        #expect(FullSerial("DS-7608NI-K2/8P0820200115CCRRE12345678WCVU")?.productionDate == "20200115")
        #expect(FullSerial("DS-2CD2712F-IS20131326CCCH417358690") == nil, "there is no month 13")
        #expect(FullSerial("E12345678") == nil)
    }

    @Test(arguments: ["\r\n", "\r", "\n", "\n\r"])
    func aLabelsLinesAreReadWhateverSeparatesThem(_ separator: String) {
        let text = ["www.hik-connect.com", "E12345678", "ABCDEF", "DS-2CD2143G0-I"].joined(separator: separator)
        let payload = LabelPayload(text)
        #expect(payload?.form == .label && payload?.serial.text == "E12345678" && payload?.isDevicesOwn == true)
        #expect(payload?.verificationCode?.secret == "ABCDEF" && payload?.model == "DS-2CD2143G0-I")
        #expect("\(String(describing: payload?.verificationCode))".contains("ABCDEF") == false)
    }

    @Test func theOtherFormsOfLabelsAreRead() throws {
        #expect(LabelPayload("www.xxx.com\n456654855\nABCDEF\nCS-C3-21PPFR\n")?.serial.text == "456654855")
        let joined = LabelPayload("ys7E12345678ABCDEFCS-C1HC-1D1WFR")
        #expect(joined?.form == .concatenated && joined?.serial.text == "E12345678")
        #expect(joined?.model == "CS-C1HC-1D1WFR")
        let lines = Data("x$$$\r\nwww.ys7.com\r\nE12345678\r\nABCDEF\r\nCS-C1".utf8).base64EncodedString()
        let link = LabelPayload("https://smart.jd.com/download?f=\(lines)")
        #expect(link?.form == .link && link?.serial.text == "E12345678")
        let full = LabelPayload("DS-2CD2712F-IS20130226CCCH417358690")
        #expect(full?.form == .fullSerial && full?.isDevicesOwn == true)
        let short = LabelPayload("E12345678")
        #expect(short?.form == .shortSerial && short?.isDevicesOwn == false)
        for text in ["", "hello", "www.hik-connect.com", "https://example.com", String(repeating: "a", count: 5000)] {
            #expect(LabelPayload(text) == nil, "\(text.prefix(30))")
        }
    }
}

@Suite struct KeyStringTests {
    @Test func aDeviceCodeNamesItsSerial() throws {
        #expect(try KeyString("AwAAADU1ODM4MDEyNB+ZYT8=").serial?.text == "558380124")
        let key = try KeyString("AwAAAEUxMjM0NTY3ON6tvu8=")
        #expect(key.serial?.text == "E12345678")
        #expect(!"\(key)".contains("AwAAAE"), "a secret does not print itself")
    }

    @Test func aDocumentTypeIsRefusedInEveryEncodingThatIsRead() {
        for text in [
            "<!DOCTYPE a><Code>AwAAAEUxMjM0NTY3ON6tvu8=</Code>", "<!doctype a []>", "<a><!ENTITY x \"y\"></a>",
        ] {
            let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
            let padded = Array(text.replacing("!", with: "\u{0}!").utf8)
            for form in [Array(text.utf8), little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, padded] {
                #expect(throws: KeyStringFailure.document) { try KeyString(file: form) }
            }
        }
    }

    @Test func filesAreReadHoweverTheToolWroteThem() throws {
        let text = "AwAAAEUxMjM0NTY3ON6tvu8="
        let forms: [[UInt8]] = [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), Array((text + "\r\n").utf8),
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
            Array(" AwAAAEUx\n MjM0NTY3ON6tvu8=\u{0}".utf8), Array("<Code>\(text)</Code>".utf8),
        ]
        for form in forms { #expect(try KeyString(file: form).secret == text) }
    }

    @Test func anOpaqueStringIsTakenAndNamesNothing() throws {
        let key = try KeyString(String(repeating: "Ab0+/", count: 40))
        #expect(key.kind == .opaque && key.serial == nil)
        // The right length with another beginning is not a device code.
        #expect(try KeyString("BAAAAEUxMjM0NTY3ON6tvu8=").kind == .opaque)
        #expect(try KeyString("AwAAAEUxMjM0NTY3IN6tvu8=").serial == nil, "nine characters that are no serial")
    }

    @Test(arguments: [
        ("", KeyStringFailure.empty), (" \n\t", .empty), ("www.hik-connect.com\nE12345678\nABCDEF\nDS-1", .label),
        ("https://example.com/key", .link), ("E12345678", .serial), ("E1234\u{0}5678", .serial),
        ("DS-2CD2712F-IS20130226CCCH417358690", .serial),
        ("<?xml version=\"1.0\"?><ProbeMatch><Uuid>1</Uuid></ProbeMatch>", .probeMatch),
        ("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Code>&a;</Code>", .document),
        ("hello", .tooShort), ("123", .tooShort), ("AAAA", .tooShort), ("AwAAAEUxMjM0", .cut(length: 12, of: 24)),
        ("AwAAAFExMjM0NTY3ON6tvu8", .cut(length: 23, of: 24)), ("AwAAA", .cut(length: 5, of: 24)),
        ("AwAAAFExMjM0NTY3ON6tvu8=\nAwAAAEUxMjM0NTY3ON6tvu8=\n", .several),
        ("AwAAAFExMjM0NTY3ON6tvu8AwAAAEUxMjM0NTY3ON6tvu8=", .several),
        ("<x><Code>AwAAAFExMjM0NTY3ON6tvu8=</Code><Code>AwAAAEUxMjM0NTY3ON6tvu8=</Code></x>", .several),
        ("AwAAAEUx*jM0", .foreignCharacter(position: 9)), (String(repeating: "A", count: 1025), .tooLong),
        (String(repeating: "A", count: 70_000), .tooLong),
    ])
    func whatIsSomethingElseIsSaidToBeThat(_ text: String, _ refusal: KeyStringFailure) {
        #expect(throws: refusal) { try KeyString(text) }
    }

    @Test func anyBytesEndInAKeyOrARefusal() {
        var chance = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...300, using: &chance)).map { _ in
                UInt8.random(in: 0...255, using: &chance)
            }
            _ = try? KeyString(file: bytes)
        }
    }

    @Test(arguments: [
        ("Q01728482", "QO1728482", true), ("Q01728482", "O01728482", true), ("B12345678", "812345678", true),
        ("Q01728482", "Q01728483", false), ("Q01728482", "Q01728482", false),
    ])
    func whatPeopleTakeForEachOtherLooksAlikeAndIsNotTheSame(_ one: String, _ other: String, _ isAlike: Bool) throws {
        let (one, other) = (try #require(ShortSerial(exactly: one)), try #require(ShortSerial(exactly: other)))
        #expect(one.looksLike(other) == isAlike && other.looksLike(one) == isAlike)
    }
}
