import Foundation
import Testing

@testable import Serials

/// What counts as a device's own label: serial contract 4. Whatever counts proves who has the device.
@Suite struct LabelPayloadTests {
    private func link(_ plain: String, _ address: String = "https://smart.jd.com/download?f=") -> String {
        address + Data(plain.utf8).base64EncodedString().replacing("+", with: "%2B")
    }

    @Test func aLabelHasTwoToEightLines() {
        let lines = ["www.hik-connect.com", "E12345678", "ABCDEF", "DS-1", "a", "b", "c", "d", "e"]
        for count in 1...9 {
            let payload = LabelPayload(lines.prefix(count).joined(separator: "\n"))
            #expect((payload?.form == .label) == (2...8).contains(count), "\(count) lines")
            #expect(payload?.verificationCode?.secret == ((3...8).contains(count) ? "ABCDEF" : nil))
            #expect(payload?.model == ((4...8).contains(count) ? "DS-1" : nil))
        }
    }

    @Test func aLabelsCodeMayBeNoneAndItsModelEmpty() {
        let payload = LabelPayload("ys7\nE12345678\nno code\n \nrest")
        #expect(payload?.verificationCode == nil && payload?.model == nil && payload?.site == "ys7")
        #expect(payload?.full == nil && payload?.isDevicesOwn == true)
    }

    @Test(arguments: [
        ("ys7", true), ("YS7", true), ("www.ys7.com", true), ("hik-connect.com", true), ("hikvision", false),
        ("www ys7.com", false), ("DS-2CD.1", false), ("", false), (String(repeating: "a", count: 99) + ".", true),
        (String(repeating: "a", count: 100) + ".", false),
    ])
    func theFirstLineIsASiteOrThisIsNoLabel(_ site: String, _ isOne: Bool) {
        let payload = LabelPayload("\(site)\nE12345678\nABCDEF")
        #expect((payload?.form == .label) == isOne)
        #expect(payload == nil || payload?.site == site)
    }

    @Test(arguments: ["E1234567", "E12345678X", "DS-2CD2712F-IS20130226CCCH417358690", "ABCDEF", "E1234 5678"])
    func theSecondLineIsTheShortSerialAndNothingElse(_ line: String) {
        #expect(LabelPayload("www.ys7.com\n\(line)\nABCDEF") == nil)
    }

    @Test func theLongestTextThatIsReadHas1024Bytes() {
        let label = "www.ys7.com\nE12345678\nABCDEF\n"
        let fill = String(repeating: "m", count: LabelPayload.longest - label.utf8.count)
        #expect(LabelPayload(label + fill)?.form == .label)
        #expect(LabelPayload(label + fill + "m") == nil)
    }

    @Test(arguments: [
        ("ys7E12345678ABCDEF", true), ("YS7E12345678ABCDEFCS-C1", true), ("\nys7E12345678ABCDEF ", true),
        ("ys7E12345678ABCDE", false), ("ys8E12345678ABCDEF", false), ("ys7 E12345678ABCDEF", false),
        ("ys7ABC123456ABCDEF", false), ("ys7E12345678ABC-EF", false), ("xys7E12345678ABCDEF", false),
        ("ys7E12345678ABCDEF CS-C1", false),
    ])
    func theJoinedFormHasAllOfItsParts(_ text: String, _ isOne: Bool) {
        let payload = LabelPayload(text)
        #expect((payload?.form == .concatenated) == isOne)
        if isOne { #expect(payload?.verificationCode?.secret == "ABCDEF" && payload?.isDevicesOwn == true) }
    }

    @Test func theModelOfTheJoinedFormIsWhatIsLeft() {
        #expect(LabelPayload("ys7E12345678ABCDEF")?.model == nil)
        #expect(LabelPayload("ys7E12345678ABCDEFC")?.model == "C")
    }

    @Test func aLinkCarriesTheLinesBehindItsMark() {
        let lines = "www.ys7.com\r\nE12345678\r\nABCDEF\r\nCS-C1"
        for mark in ["$$$", "junk$$$\r\n", "a$$$\n\n"] {
            let payload = LabelPayload(link(mark + lines))
            #expect(payload?.form == .link && payload?.serial.text == "E12345678" && payload?.model == "CS-C1")
        }
        #expect(LabelPayload(" " + link("$$$" + lines, "http://a.test/?x=1&f=") + "\n")?.form == .link)
        // A blank is what forms make of a plus.
        let plus = (0..<200).lazy.map { "\($0)>>>???$$$" + lines }
            .first { Data($0.utf8).base64EncodedString().contains("+") }
        let spaced = plus.map { "http://a.test/?f=" + Data($0.utf8).base64EncodedString().replacing("+", with: "%20") }
        #expect(spaced.flatMap { LabelPayload($0) }?.form == .link)
    }

    @Test func whatIsNoSuchLinkIsNone() {
        let lines = "www.ys7.com\r\nE12345678\r\nABCDEF"
        for text in [
            link(lines), link("$$" + lines), link("$$$" + lines, "ftp://a.test/?f="), link("$$$" + lines, "a.test/?f="),
            link("$$$" + lines, "https://a.test/?g="), link("$$$E12345678"), "https://a.test/?f=%%%",
            "https://a.test/?f=", "javascript:f=" + Data(("$$$" + lines).utf8).base64EncodedString(),
        ] {
            #expect(LabelPayload(text) == nil, "\(text)")
        }
    }

    @Test func aSerialAloneIsNoLabel() throws {
        let full = try #require(LabelPayload(" ds-2cd2712f-is20130226ccch417358690\r\n"))
        #expect(full.form == .fullSerial && full.full?.productionDate == "20130226" && full.site == nil)
        #expect(full.serial == full.full?.short && full.verificationCode == nil)
        let short = try #require(LabelPayload("E12345678"))
        #expect(short.form == .shortSerial && !short.isDevicesOwn && short.full == nil)
    }
}
