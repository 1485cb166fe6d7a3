import Testing

@testable import SADP

/// The password's way to the device: SADP contract 6 and 7.
@Suite struct PasswordTests {
    @Test func theContractsVectorComesOut() throws {
        let secret = Array("0123456789abcdefGHIJKLMNOPQRSTUV".utf8)
        let password = try DevicePassword("Abc12345")
        #expect(
            try PasswordExchange.encoded(password, secret: secret) == "cnJ+iB7c/QEApxhoeQm1ZSH+XxELc6PL/+MOF3YbkzQ=")
    }

    @Test func theKeyIsAPublicKeyOf1024Bits() throws {
        let first = try PasswordExchange()
        let second = try PasswordExchange()
        for key in [first.publicKey, second.publicKey] {
            #expect(key.hasPrefix("MIGJAoGB") && key.hasSuffix("AgMBAAE="))
            #expect(Cipher.bytes(base64: key, longest: 254)?.count == 140)
        }
        #expect(first.publicKey != second.publicKey, "every exchange has a key of its own")
    }

    @Test func aShortSecretOrAnUnreadableAnswerEndsTheExchange() throws {
        let password = try DevicePassword("Abc12345")
        #expect(throws: PasswordExchangeFailure.tooShort) {
            try PasswordExchange.encoded(password, secret: Array("0123456789abcde".utf8))
        }
        for code in ["", "AAAA", "not base64!", String(repeating: "A", count: 172), String(repeating: "A", count: 256)]
        {
            let exchange = try PasswordExchange()
            #expect(throws: PasswordExchangeFailure.self, "\(code)") {
                // Whatever random bytes decrypt to, they are no secret of 16 bytes that the device knows.
                let encoded = try exchange.encoded(password, answering: code)
                Issue.record("encoded as \(encoded.count) characters")
            }
        }
    }

    @Test func passwordsThatNoDeviceTakesAreRefused() throws {
        #expect(throws: DevicePasswordFailure.empty) { try DevicePassword("") }
        #expect(throws: DevicePasswordFailure.tooLong) { try DevicePassword("12345678901234567") }
        #expect(throws: DevicePasswordFailure.tooLong) { try DevicePassword("mậtkhẩuthiếtbị") }
        #expect(throws: DevicePasswordFailure.controlCharacter) { try DevicePassword("abc\u{0}def") }
        #expect("\(try DevicePassword("Abc12345"))" == "a device password")
    }

    @Test(arguments: [
        ("SoftwareVersion", "V5.7.15build 230313", "KaetVErYLBSdjRiBFTpDV7cbkEgYMTIGjFDK3w63oHc="),
        ("DSPVersion", "V7.3, build 230313", "EigTJQFemCHIvZeK1KvqMwNdRTL2sC1I4pUuyXbIsjU="),
        ("OEMInfo", "HIKVISION", "Z5NvR7l5py/9XPMCjf0DwQ=="),
    ])
    func encryptedFieldsTakeThePlacesOfPlainOnes(_ name: String, _ plain: String, _ encrypted: String) throws {
        let element = try #require(AnnouncedElement(rawValue: name))
        func value(_ body: String) throws -> AnnouncedValue? {
            let document = try SADPDocument(Array("<ProbeMatch><Types>hello</Types>\(body)</ProbeMatch>".utf8))
            return DeviceAnnouncement(document).values[element]
        }
        #expect(try value("<\(name)>old</\(name)><\(name)Encrypt>\(encrypted)</\(name)Encrypt>") == .text(plain))
        #expect(try value("<\(name)Encrypt>\(encrypted)</\(name)Encrypt>") == .text(plain))
        // What does not decrypt leaves the plain field.
        for broken in [
            "", "AAAA", String(encrypted.dropLast(4)), String(encrypted.reversed()), "KaetVErYLBSdjRiBFTpDVw==",
        ] {
            #expect(
                try value("<\(name)>old</\(name)><\(name)Encrypt>\(broken)</\(name)Encrypt>") == .text("old"),
                "\(broken)")
        }
    }

    @Test func base64IsStrict() {
        #expect(Cipher.bytes(base64: "AAEC", longest: 4) == [0, 1, 2])
        #expect(Cipher.bytes(base64: "AAE=", longest: 4) == [0, 1])
        #expect(Cipher.bytes(base64: "AA==", longest: 4) == [0])
        for text in ["", "A", "AAA", "AA=A", "A===", "AA E", "AAEC\n", "AA-_"] {
            #expect(Cipher.bytes(base64: text, longest: 8) == nil, "\(text)")
        }
        #expect(Cipher.bytes(base64: "AAECAAEC", longest: 4) == nil)
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
            #expect(count == 0 || Cipher.bytes(base64: Cipher.base64(bytes), longest: 100) == bytes)
        }
    }
}
