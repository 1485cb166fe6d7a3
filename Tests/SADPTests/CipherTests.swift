import Testing

@testable import SADP
@testable import Simulators

/// Every bound of what carries a password, from both sides: SADP contract 6 and 7.
@Suite struct CipherTests {
    @Test(arguments: [1, 15, 16])
    func aPasswordFillsItsSixteenBytesWithZeros(_ count: Int) throws {
        let text = String(repeating: "p", count: count)
        let padded = try DevicePassword(text).withPaddedBytes { $0 }
        #expect(padded == Array(text.utf8) + [UInt8](repeating: 0, count: 16 - count))
    }

    @Test(arguments: ["\u{0}", "a\u{1F}", "\u{7F}b", "a\tb", "abc\n"])
    func aControlCharacterAnywhereIsRefused(_ text: String) {
        #expect(throws: DevicePasswordFailure.controlCharacter) { try DevicePassword(text) }
    }

    @Test(arguments: [" ", "~", "mật khẩu", "!\"#$%&'()*+,-./"])
    func everyOtherCharacterIsTaken(_ text: String) throws {
        #expect(try DevicePassword(text).withPaddedBytes { $0.starts(with: text.utf8) })
    }

    @Test func whatTheDeviceDecryptsIsItsOwnSecretAndThePassword() throws {
        let secret = Array("0123456789abcdef".utf8)
        let password = try DevicePassword("Abc12345")
        let encoded = try PasswordExchange.encoded(password, secret: secret)
        let plain = Cipher.bytes(base64: encoded, longest: 64).flatMap { Cipher.decrypt($0, key: secret) }
        #expect(plain == secret + Array("Abc12345".utf8) + [UInt8](repeating: 0, count: 8))
        // Of a longer secret the first sixteen bytes count; fifteen are too few.
        #expect(try PasswordExchange.encoded(password, secret: secret + [1, 2, 3]) == encoded)
        #expect(throws: PasswordExchangeFailure.tooShort) {
            try PasswordExchange.encoded(password, secret: secret.dropLast())
        }
    }

    @Test func aDeviceReadsThePasswordThatAnswersItsOwnSecret() throws {
        let exchange = try PasswordExchange()
        let secret = TerminalCipher.secret()
        let code = try #require(TerminalCipher.encrypt(secret, forPublicKey: exchange.publicKey))
        let encoded = try exchange.encoded(DevicePassword("Abc12345"), answering: code)
        #expect(TerminalCipher.password(encoded, secret: secret) == Array("Abc12345".utf8))
        #expect(TerminalCipher.password(encoded, secret: TerminalCipher.secret()) == nil)
    }

    @Test func aCodeForAnotherKeyOrWithAShortSecretIsOfNoUse() throws {
        let mine = try PasswordExchange()
        let other = try PasswordExchange()
        let password = try DevicePassword("Abc12345")
        let foreign = try #require(TerminalCipher.encrypt(TerminalCipher.secret(), forPublicKey: other.publicKey))
        #expect(throws: PasswordExchangeFailure.unreadable) { try mine.encoded(password, answering: foreign) }
        let short = try #require(TerminalCipher.encrypt(Array("fifteen letters".utf8), forPublicKey: mine.publicKey))
        #expect(throws: PasswordExchangeFailure.tooShort) { try mine.encoded(password, answering: short) }
    }

    @Test func onlyWholeBlocksUnderAWholeKeyAreEncrypted() {
        let key = [UInt8](0..<16)
        for count in [0, 1, 15, 17, 65_552] {
            #expect(Cipher.encrypt([UInt8](repeating: 1, count: count), key: key) == nil, "\(count)")
        }
        for count in [16, 32, 65_536] {
            let text = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            #expect(Cipher.encrypt(text, key: key).flatMap { Cipher.decrypt($0, key: key) } == text, "\(count)")
        }
        for length in [0, 15, 17] {
            let bad = [UInt8](repeating: 1, count: length)
            #expect(Cipher.encrypt([UInt8](repeating: 1, count: 16), key: bad) == nil)
            #expect(Cipher.decrypt([UInt8](repeating: 1, count: 16), key: bad) == nil)
        }
    }

    /// FIPS 197, appendix C.1.
    @Test func theCipherIsTheStandards() {
        let text = (0..<16).map { UInt8($0 * 17) }
        let expected: [UInt8] = [
            0x69, 0xC4, 0xE0, 0xD8, 0x6A, 0x7B, 0x04, 0x30, 0xD8, 0xCD, 0xB7, 0x80, 0x70, 0xB4, 0xC5, 0x5A,
        ]
        #expect(Cipher.encrypt(text, key: [UInt8](0..<16)) == expected)
    }

    @Test func anErasedSecretIsZeros() {
        var bytes: [UInt8] = [1, 2, 3]
        Cipher.erase(&bytes)
        #expect(bytes == [0, 0, 0])
    }

    @Test func base64IsMeasuredBeforeItIsRead() {
        #expect(Cipher.bytes(base64: "AAECAAEC", longest: 8)?.count == 6)
        #expect(Cipher.bytes(base64: "AAECAAEC", longest: 7) == nil)
        #expect(Cipher.bytes(base64: "////++++", longest: 8)?.count == 6)
    }

    private func field(_ plain: [UInt8]) throws -> String? {
        let cipher = try #require(Cipher.encrypt(plain, key: Array("HKSADPPRIVATEKEY".utf8)))
        return EncryptedField.text(Cipher.base64(cipher))
    }

    @Test func anEncryptedFieldHasOneOrTwoBlocksAndEndsWithAZero() throws {
        func padded(_ text: String, to count: Int) -> [UInt8] {
            Array(text.utf8) + [UInt8](repeating: 0, count: count - text.utf8.count)
        }
        #expect(try field(padded("V5.7.15 build", to: 16)) == "V5.7.15 build")
        #expect(try field(padded("V5.7.15 build 230313", to: 32)) == "V5.7.15 build 230313")
        #expect(try field(padded("V5.7.15 build 230313", to: 48)) == nil, "three blocks")
        #expect(try field(Array("sixteen letters!".utf8)) == nil, "no end")
        for empty in ["", " \u{1}"] { #expect(try field(padded(empty, to: 16)) == nil) }
        #expect(try field([0xFF, 0xFE] + padded("V5", to: 14)) == nil, "noise")
        // What stands behind the end is not a part of it.
        #expect(try field(padded("V5", to: 3) + padded("secret", to: 13)) == "V5")
    }
}
