import Foundation
import Testing

@testable import Serials

/// Key strings at every bound: serial contract 5. One that names another device, or is cut, unbinds the wrong one or none.
@Suite struct KeyStringEdgeTests {
    private static let whole = "AwAAAEUxMjM0NTY3ON6tvu8="

    private func refusal(_ text: String) -> KeyStringFailure? {
        do throws(KeyStringFailure) {
            _ = try KeyString(text)
            return nil
        } catch { return error }
    }

    @Test func anOpaqueKeyHas16To1024Characters() {
        #expect(refusal(String(repeating: "k", count: 15)) == .tooShort)
        #expect(refusal(String(repeating: "k", count: 16)) == nil)
        #expect(refusal(String(repeating: "k", count: 1024)) == nil)
        #expect(refusal(String(repeating: "k", count: 1025)) == .tooLong)
        // What is cleaned away counts for nothing.
        #expect(refusal(String(repeating: "k \n", count: 1024)) == nil)
    }

    @Test func aFileHasAtMost64KiB() throws {
        let blanks = [UInt8](repeating: 0x20, count: KeyString.longestFile - Self.whole.utf8.count)
        #expect(try KeyString(file: Array(Self.whole.utf8) + blanks).secret == Self.whole)
        #expect(throws: KeyStringFailure.tooLong) { try KeyString(file: Array(Self.whole.utf8) + blanks + [0x20]) }
        #expect(refusal(Self.whole + String(repeating: " ", count: KeyString.longestFile)) == .tooLong)
    }

    @Test func aDevicesKeyIsWholeOrRefused() {
        for count in 5..<24 {
            #expect(refusal(String(Self.whole.prefix(count))) == .cut(length: count, of: 24), "\(count)")
        }
        #expect(refusal(Self.whole) == nil)
        // Longer ones begin in the same way and name nothing.
        #expect(refusal(Self.whole + "k") == nil)
        #expect((try? KeyString(Self.whole + "k"))?.serial == nil)
        #expect(refusal(Self.whole + "AwAAA") == .several)
        #expect(refusal(String(Self.whole.dropLast()) + "AwAAA") == .several)
    }

    @Test(arguments: ["Code", "EncryptString"])
    func oneTagIsUnwrappedAndTwoAreTwoKeys(_ tag: String) throws {
        let wrapped = "<\(tag)>\(Self.whole)</\(tag)>"
        #expect(try KeyString("<x> \(wrapped) </x>").secret == Self.whole)
        #expect(refusal(wrapped + wrapped) == .several)
        #expect(refusal("<\(tag)>\(Self.whole)") == .foreignCharacter(position: 1), "never closed")
        #expect(refusal("<\(tag)></\(tag)>") == .empty)
    }

    @Test func lettersForAddressesAreLettersOfAKeyToo() throws {
        // Bytes of which base64 needs its last two letters.
        let bytes: [UInt8] = [3, 0, 0, 0] + Array("E12345678".utf8) + [0xFF, 0xEF, 0xFB, 0xE0]
        let usual = Data(bytes).base64EncodedString()
        let other = usual.replacing("+", with: "-").replacing("/", with: "_")
        #expect(usual != other)
        for text in [usual, other] {
            let key = try KeyString(text)
            #expect(key.serial?.text == "E12345678" && key.secret == text, "never encoded anew")
        }
    }

    @Test func theSerialInsideIsWrittenAsASerialOrIsNone() throws {
        for inside in ["e12345678", " 12345678", "ABC123456", "E1234567\u{0}"] {
            let bytes: [UInt8] = [3, 0, 0, 0] + Array(inside.utf8) + [1, 2, 3, 4]
            #expect(try KeyString(Data(bytes).base64EncodedString()).serial == nil, "\(inside)")
        }
        for inside in ["E12345678", "012345678", "AB1234567"] {
            let bytes: [UInt8] = [3, 0, 0, 0] + Array(inside.utf8) + [1, 2, 3, 4]
            #expect(try KeyString(Data(bytes).base64EncodedString()).serial?.text == inside)
        }
    }

    @Test func theFirstForeignCharacterIsNamedByItsPlaceInTheCleanedText() {
        #expect(refusal("*AwAAAEUxMjM0NTY3") == .foreignCharacter(position: 1))
        #expect(refusal("Aw AA\u{200B}AE*xM!jM0NTY3") == .foreignCharacter(position: 7))
        #expect(refusal("khóa của thiết bị này") == .foreignCharacter(position: 3))
        for letter in ["+", "/", "=", "_", "-", "0", "9", "a", "z", "A", "Z"] {
            #expect(refusal(String(repeating: letter, count: 20)) == nil, "\(letter)")
        }
        for letter in ["@", "[", "`", "{", ":", ".", ",", "đ"] {
            #expect(refusal(String(repeating: letter, count: 20)) == .foreignCharacter(position: 1), "\(letter)")
        }
    }

    @Test(arguments: ["<ProbeMatch>", "<PROBEMATCH x>", "<probe>", "<Pro\u{0}be>"])
    func whatDevicesSendIsNoKey(_ start: String) {
        #expect(refusal(start + "<Code>\(Self.whole)</Code>") == .probeMatch)
    }

    @Test func aLabelIsToldFromASerialAndBothFromAKey() {
        #expect(refusal("ys7E12345678ABCDEF") == .label)
        #expect(refusal("www.ys7.com\nE12345678") == .label)
        #expect(refusal("E1234 5678") == .serial, "what cleaning makes of it")
        #expect(refusal("DS-2CD2712F-IS20130226\nCCCH417358690") == .serial)
        #expect(refusal("see https://a.test") == .link)
        #expect(refusal("\u{0}\u{200B} \u{FEFF}") == .empty)
    }

    @Test func aHalfOfUTF16IsReadAsWhatItIs() throws {
        let little = Self.whole.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = Self.whole.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        for form in [little, big] { #expect(try KeyString(file: form).secret == Self.whole) }
        // A few zeros are a C string's, in whatever place.
        #expect(try KeyString(file: Array(Self.whole.utf8) + [0, 0, 0, 0]).secret == Self.whole)
        #expect(try KeyString(file: [0] + Array(Self.whole.utf8)).secret == Self.whole)
    }

    @Test func aKeyPrintsItsLengthAlone() throws {
        let key = try KeyString(Self.whole)
        #expect("\(key)" == "key string of 24 characters" && String(describing: [key]).contains("AwAAA") == false)
    }
}
