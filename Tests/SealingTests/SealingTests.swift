import Foundation
import Sealing
import TestSupport
import Testing

@Suite struct SealingTests {
    @Test func aSecretOpensAtItsPlaceAlone() throws {
        let key = try SealingKey.generate()
        let sealed = try key.seal(Array("s3cret".utf8), place: "device/1/token")
        #expect(try key.open(sealed, place: "device/1/token") == Array("s3cret".utf8))
        #expect(throws: SealingFailure.wrongKeyOrDamaged) { try key.open(sealed, place: "device/2/token") }
        #expect(throws: SealingFailure.wrongKeyOrDamaged) {
            try SealingKey.generate().open(sealed, place: "device/1/token")
        }
    }

    @Test func everyChangedByteIsNoticed() throws {
        let key = try SealingKey.generate()
        let sealed = try key.seal(Array("s3cret".utf8), place: "p")
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(throws: SealingFailure.wrongKeyOrDamaged) { try key.open(changed, place: "p") }
        }
        #expect(throws: SealingFailure.wrongKeyOrDamaged) { try key.open([1, 2, 3], place: "p") }
    }

    @Test func theSameSecretIsSealedDifferentlyEachTime() throws {
        let key = try SealingKey.generate()
        #expect(try key.seal([1], place: "p") != key.seal([1], place: "p"))
    }

    @Test func theKeyFileIsMadeForItsOwnerAloneAndReadAgain() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "rollcall.key")
            #expect(try SealingKey.load(file: file, environment: [:], createIfMissing: false) == nil)
            let made = try #require(try SealingKey.load(file: file, environment: [:], createIfMissing: true))
            let read = try #require(try SealingKey.load(file: file, environment: [:], createIfMissing: true))
            #expect(made.text == read.text)
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? NSNumber
            #expect(mode?.int16Value == 0o600)
            chmod(file.path, 0o644)
            #expect(throws: SealingFailure.exposedKeyFile(path: file.path)) {
                try SealingKey.load(file: file, environment: [:], createIfMissing: true)
            }
        }
    }

    @Test func theEnvironmentsKeyComesFirstAndIsCheckedInForm() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "rollcall.key")
            let hexadecimal = String(repeating: "0f", count: 32)
            let key = try SealingKey.load(file: file, environment: ["ROLLCALL_KEY": hexadecimal], createIfMissing: true)
            #expect(key != nil)
            #expect(!FileManager.default.fileExists(atPath: file.path))
            #expect(throws: SealingFailure.malformedKey(source: "ROLLCALL_KEY")) {
                try SealingKey.load(file: file, environment: ["ROLLCALL_KEY": "short"], createIfMissing: true)
            }
        }
    }

    @Test func theSignatureIsThatOfRFC4231() {
        let signature = Digest.hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(
            Digest.hexadecimal(signature[...]) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func identifiersTellTheirPartsApart() {
        #expect(Digest.identifier("ab", "c", length: 24) != Digest.identifier("a", "bc", length: 24))
        #expect(Digest.identifier("ab", "c", length: 24).count == 24)
    }
}
