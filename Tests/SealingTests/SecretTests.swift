import Foundation
import Testing

@testable import Sealing

/// Seals, digests, signatures and passwords against what others compute, and at their bounds.
@Suite struct SecretTests {
    private func key(_ byte: String = "0f") throws -> SealingKey {
        try SealingKey(text: String(repeating: byte, count: 32), source: "test")
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String { Digest.hexadecimal(bytes[...]) }

    @Test func aSecretOfAnyLengthOpensAgainAndNoShorterTextDoes() throws {
        let key = try key()
        for count in [0, 1, 15, 16, 17, 1000] {
            let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
            let sealed = try key.seal(plain, place: "p")
            #expect(sealed.count == count + 40)
            #expect(try key.open(sealed, place: "p") == plain)
            for cut in [1, 16, 40] where cut <= sealed.count {
                #expect(throws: SealingFailure.wrongKeyOrDamaged) { try key.open(sealed.dropLast(cut), place: "p") }
            }
            #expect(throws: SealingFailure.wrongKeyOrDamaged) { try key.open(sealed + [0], place: "p") }
        }
        for count in [0, 1, 24, 39] {
            let short = [UInt8](repeating: 0, count: count)
            #expect(throws: SealingFailure.wrongKeyOrDamaged) { try key.open(short, place: "p") }
        }
    }

    @Test func thePlaceIsPartOfTheSealToItsLastLetter() throws {
        let key = try key()
        let sealed = try key.seal([1, 2, 3], place: "device/1/token")
        for place in ["", "device/1/toke", "device/1/token ", "device/11/token", "Device/1/token"] {
            #expect(throws: SealingFailure.wrongKeyOrDamaged, "\(place)") { try key.open(sealed, place: place) }
        }
        #expect(try key.open(key.seal([1], place: ""), place: "") == [1])
    }

    @Test func whatIsAuthenticatedForOnePurposeIsWorthNothingForAnother() throws {
        let code = try key().authenticate(Array("message".utf8), purpose: "purpose")
        #expect(hexadecimal(code) == "62b43e8410fdf615b48f08e215de98e2a3470a7cd302610d26a32278baf4893e")
        #expect(try key().authenticate(Array("message".utf8), purpose: "other") != code)
        #expect(try key().authenticate(Array("messagf".utf8), purpose: "purpose") != code)
        #expect(try key("aa").authenticate(Array("message".utf8), purpose: "purpose") != code)
    }

    // MARK: Digests

    @Test func digestsAreTheStandards() {
        let abc = Array("abc".utf8)
        #expect(
            hexadecimal(Digest.sha256(abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hexadecimal(Digest.blake2b(abc)) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
        #expect(
            hexadecimal(Digest.blake2b(abc, key: [UInt8](repeating: 0x6B, count: 32)))
                == "0a9b1f4f633832a535f3e4539d906998c3814fbcd4cc136e57e8ea742ac36b61")
        #expect(hexadecimal([0, 9, 10, 15, 16, 255]) == "00090a0f10ff" && hexadecimal([]).isEmpty)
    }

    @Test func identifiersStayWhatTheyWere() {
        // They stand in databases and in what was sent: another way of making them would send everything twice.
        #expect(Digest.identifier("ab", "c", length: 24) == "be244197febc33d102001b0d")
        #expect(Digest.identifier("ab", "c", length: 64).hasPrefix("be244197febc33d102001b0d"))
        #expect(Digest.identifier("ab", "c", "", length: 24) != "be244197febc33d102001b0d")
        #expect(Digest.identifier("c", "ab", length: 24) != "be244197febc33d102001b0d")
    }

    // MARK: Bearer secrets

    @Test func bearerSecretsAreLongFreshAndFitIntoAddresses() {
        let secrets = (0..<200).map { _ in BearerSecret.make() }
        #expect(Set(secrets).count == 200)
        #expect(secrets.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil })
    }

    @Test func whatIsKeptOfASecretIsItsDigest() {
        let digest = BearerSecret.digest("abc")
        #expect(hexadecimal(digest) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
        #expect(BearerSecret.digest("abd") != digest)
    }

    @Test func aDerivedSecretFollowsFromSecretAndPurpose() {
        #expect(BearerSecret.derived(from: "secret", purpose: "form") == "ff7b98419419ac35e9d6253bd11ceb83")
        #expect(BearerSecret.derived(from: "secret", purpose: "other") != "ff7b98419419ac35e9d6253bd11ceb83")
        #expect(BearerSecret.derived(from: "secres", purpose: "form") != "ff7b98419419ac35e9d6253bd11ceb83")
    }

    @Test(arguments: [
        ("", "", true), ("a", "a", true), ("a", "", false), ("", "a", false), ("abc", "abd", false),
        ("abc", "ab", false),
        ("ab", "abc", false), ("đ", "đ", true), ("abc", "xbc", false),
    ])
    func secretsAreEqualWhereEveryByteIs(_ left: String, _ right: String, _ areEqual: Bool) {
        #expect(BearerSecret.areEqual(left, right) == areEqual)
    }

    // MARK: Passwords

    @Test func aPasswordIsKnownAgainAndNoOtherIs() throws {
        let hash = try PasswordHash.make("mật khẩu 1")
        #expect(hash.hasPrefix("$argon2id$") && !hash.contains("mật"))
        #expect(PasswordHash.verify("mật khẩu 1", against: hash))
        for other in ["", "mật khẩu ", "mật khẩu 12", "Mật khẩu 1"] {
            #expect(!PasswordHash.verify(other, against: hash), "\(other)")
        }
        #expect(try PasswordHash.make("mật khẩu 1") != hash, "salted")
    }

    @Test(arguments: ["", "none", "$argon2id$", "$2y$10$abc", String(repeating: "$argon2id$v=19$", count: 100)])
    func whatIsNoHashFitsNoPassword(_ hash: String) {
        #expect(!PasswordHash.verify("", against: hash) && !PasswordHash.verify("none", against: hash))
    }

    // MARK: Standard Webhooks

    private func secret(_ count: Int) -> String {
        "whsec_" + Data([UInt8](repeating: 9, count: count)).base64EncodedString()
    }

    /// The example that the standard's libraries test against.
    @Test func theSignatureIsTheStandards() throws {
        let key = try #require(WebhookSignature.key(of: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        func header(_ id: String = "msg_p5jXN8AQM9LWM0D4loKWxJek", _ timestamp: Int64 = 1_614_265_330) -> String {
            WebhookSignature.header(
                id: id, timestamp: timestamp, body: Array(#"{"test": 2432232314}"#.utf8), key: key)
        }
        #expect(header() == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(
            header("msg_p5jXN8AQM9LWM0D4loKWxJel") != header() && header("msg_p5jXN8AQM9LWM0D4loKWxJek", 1) != header())
    }

    @Test(arguments: [(23, false), (24, true), (32, true), (64, true), (65, false), (0, false)])
    func aSigningSecretHas24To64Bytes(_ count: Int, _ isKey: Bool) {
        #expect((WebhookSignature.key(of: secret(count))?.count == count) == isKey)
    }

    @Test func whatIsWrittenOtherwiseIsNoSigningSecret() {
        for text in ["", "whsec_", "whsec_???", String(secret(32).dropFirst(6)), "WHSEC_" + secret(32).dropFirst(6)] {
            #expect(WebhookSignature.key(of: text) == nil, "\(text)")
        }
    }
}
