import Attendance
import SADP
import Serials
import Store
import Testing
import Wire

@testable import LocalNetwork

/// What people read of devices: the order, the table, the warnings, the outcomes.
@Suite struct WordTests {
    private func device(
        _ ipv4: String = "192.0.2.64", mac: String? = "44-47-CC-00-10-01", source: String? = nil,
        serial: String = "DS-K1T341AMF20250318V030500ENAAK12345671", rivalry: DeviceRivalry? = nil
    ) -> FoundDevice {
        FoundDevice(
            serial: serial, model: "DS-K1T341AMF", mac: mac.flatMap { MACAddress($0) }, ipv4: ipv4,
            source: source ?? ipv4, interface: "eth0", httpPort: 80, commandPort: nil, firmware: "V3.5.0",
            isActivated: true, hikConnect: .offline, binding: .notBound, offersUnbind: true, rivalry: rivalry)
    }

    @Test func devicesStandInTheOrderOfTheirAddressesAsNumbers() {
        let sorted = ["10.0.0.9", "9.255.0.1", "10.0.0.10", "10.0.0.100", "10.0.0.2"]
        let expected = ["9.255.0.1", "10.0.0.2", "10.0.0.9", "10.0.0.10", "10.0.0.100"]
        #expect(sorted.map { device($0) }.sortedByAddress().map(\.ipv4) == expected)
    }

    @Test func whatHasNoAddressStandsLastAndEqualOnesGoByTheirMAC() {
        let devices = [
            device("", mac: "44-47-CC-00-10-09"), device("not.an.address", mac: "44-47-CC-00-10-08"),
            device("192.0.2.1", mac: "44-47-CC-00-10-07"), device("192.0.2.1", mac: nil),
            device("192.0.2.1", mac: "44-47-cc-00-10-03"),
        ]
        let keys = devices.sortedByAddress().map { $0.mac?.key ?? "" }
        #expect(keys.prefix(3) == ["", "44-47-cc-00-10-03", "44-47-cc-00-10-07"])
        #expect(Set(keys.suffix(2)) == ["44-47-cc-00-10-08", "44-47-cc-00-10-09"])
    }

    @Test func theTableHasACellForEachOfItsColumns() throws {
        for language in [Language.en, .vi] {
            let header = FoundDeviceTable.header(language)
            #expect(FoundDeviceTable.cells(device(), language).count == header.count && Set(header).count == 13)
        }
        #expect(
            FoundDeviceTable.cells(device(rivalry: .claimed), .en) == [
                "DS-K1T341AMF", "K12345671", "DS-K1T341AMF20250318V030500ENAAK12345671", "44-47-CC-00-10-01",
                "192.0.2.64", "V3.5.0", "yes", "offline", "not bound", "80", "", "eth0",
                "another device claims the same MAC address or serial",
            ])
    }

    @Test func aPersonIsWarnedOfWhatIsNotSure() {
        #expect(device().warning == nil)
        #expect(device(rivalry: .claimed).warning?.en.contains("another device claims") == true)
        #expect(device(rivalry: .secondPort).warning?.en.contains("two network ports") == true)
        #expect(device(source: "192.0.2.99").warning?.en == "answers from 192.0.2.99")
        // What is not known contradicts nothing.
        #expect(device("", source: "192.0.2.99").warning == nil && device(source: "").warning == nil)
    }

    @Test(arguments: [
        ("DS-K1T341AMF20250318V030500ENAAK12345671", "K12345671"), ("../../etc/passwd", "etcpasswd"),
        ("a b_c-D9\u{0}\n\"'", "ab_c-D9"), ("máy", "my"), ("../", "device"), ("", "device"),
    ])
    func aFileNamedAfterADeviceHasLettersAndDigitsAlone(_ serial: String, _ name: String) {
        #expect(device(serial: serial).fileName == name)
    }

    @Test func whatWasIgnoredIsToldByItsReasonsAndNothingWithoutAny() throws {
        func search(_ ignored: [Discovery.Ignored: Int]) -> LocalDevices.Search {
            LocalDevices.Search(devices: [], ignored: ignored, network: "eth0")
        }
        #expect(search([:]).ignoredPhrase == nil)
        let phrase = try #require(search([.flood: 2, .unreadable: 40]).ignoredPhrase)
        #expect(phrase.en == "42 datagrams ignored (not readable: 40, too many at once: 2)")
        #expect(phrase.vi == "bỏ qua 42 gói tin (không đọc được: 40, quá nhiều cùng lúc: 2)")
        let json = search([.flood: 2, .unreadable: 40]).json
        #expect(json["ignoredDatagrams"]?.integer == 42 && json["ignoredReasons"]?["flood"]?.integer == 2)
    }

    @Test func theOutcomeSaysHowManyTriesAreLeft() {
        func words(_ answer: SADPAnswer.UnbindAnswer) -> String { answer.phrase.en }
        #expect(words(.wrongPassword(triesLeft: 1)).contains("One try is left"))
        #expect(words(.wrongPassword(triesLeft: 2)).contains("2 tries are left"))
        #expect(words(.wrongPassword(triesLeft: nil)).contains("does not say how many"))
        #expect(words(.locked(minutes: 1)).contains("in a minute."))
        #expect(words(.locked(minutes: 30)).contains("in 30 minutes."))
        #expect(words(.locked(minutes: nil)).contains("does not say for how long"))
        let all: [SADPAnswer.UnbindAnswer] = [.done, .wrongPassword(triesLeft: 3), .locked(minutes: 3), .failed]
        #expect(all.map(\.word) == ["unbound", "wrongPassword", "locked", "failed"])
        #expect(Set(all.map { $0.phrase.vi }).count == 4 && words(.done).contains("has been unbound"))
    }

    @Test func everyFailureSaysWhatHappenedInBothLanguages() throws {
        let mac = try #require(MACAddress("44-47-cc-00-10-01"))
        let failures: [(SADPFailure, String)] = [
            (.unknownInterface("none0", known: []), "“none0”"), (.noInterface, "IPv4"), (.invalidGroup("x"), "“x”"),
            (.portInUse(37_020, interface: "eth0"), "37020"), (.notPermitted(interface: "eth0"), "eth0"),
            (.noRoute(interface: "eth0"), "eth0"), (.network(interface: "eth0", reason: "broken"), "broken"),
            (.notFound(mac, after: .milliseconds(2500)), "2.5 s"), (.notFound(mac, after: .seconds(3)), "3 s"),
            (.noAnswer(operation: "ezvizUnbind", after: .seconds(40)), "40 s"),
            (.noAnswer(operation: "getcode", after: .milliseconds(5049)), "5 s"),
            (.contested(mac, .claimed), "44-47-cc-00-10-01"), (.contested(mac, .secondPort), "44-47-cc-00-10-01"),
            (.addressMismatch(announced: "192.0.2.1", actual: "192.0.2.9"), "192.0.2.9"),
            (.impostor(address: "192.0.2.66"), "192.0.2.66"), (.busy, ""), (.cancelled, ""), (.neverAnswered, ""),
            (.answeredTwice, ""), (.unusableExchange, ""), (.unbindNotOffered, ""),
        ]
        for (failure, part) in failures {
            let phrase = failure.phrase
            #expect(part.isEmpty || phrase.en.contains(part) && phrase.vi.contains(part), "\(failure)")
        }
        #expect(Set(failures.map { $0.0.phrase.en }).count == failures.count)
        #expect(Set(failures.map { $0.0.phrase.vi }).count == failures.count)
        // Whether the password has left is what a person must know.
        for failure in [SADPFailure.impostor(address: "x"), .answeredTwice, .unusableExchange] {
            #expect(failure.phrase.en.contains("password was not sent"))
            #expect(failure.phrase.vi.lowercased().contains("mật khẩu chưa được gửi"))
        }
        let left = SADPFailure.noAnswer(operation: "ezvizUnbind", after: .seconds(1)).phrase
        #expect(left.en.contains("after the password was sent") && left.en.contains("not known"))
        #expect(SADPFailure.contested(mac, .secondPort).phrase.en.contains("unplug one"))
        #expect(SADPFailure.contested(mac, .claimed).phrase.en.contains("which one is real"))
    }

    @Test func refusalsNameTheirReasonInBothLanguages() throws {
        let serial = try #require(ShortSerial(exactly: "E12345678"))
        let phrases = [
            DeviceKeyFailure.notActivated.phrase, DeviceKeyFailure.refused.phrase,
            DeviceKeyFailure.unreadable.phrase, DeviceKeyFailure.anotherSerial(serial).phrase,
            DevicePasswordFailure.empty.phrase, DevicePasswordFailure.tooLong.phrase,
            DevicePasswordFailure.controlCharacter.phrase, NetworkReportFailure.noNetwork.phrase,
            NetworkReportFailure.noDevices.phrase, NetworkReportFailure.tooManyDevices.phrase,
            NetworkReportFailure.namelessDevice(7).phrase,
        ]
        #expect(Set(phrases.map(\.en)).count == phrases.count && Set(phrases.map(\.vi)).count == phrases.count)
        #expect(DeviceKeyFailure.anotherSerial(serial).phrase.vi.contains("E12345678"))
        #expect(NetworkReportFailure.namelessDevice(7).phrase.en.contains("device 7"))
        #expect(NetworkReportFailure.tooManyDevices.phrase.en.contains("4,096"))
    }

    @Test func everyStateHasAWordOfItsOwn() {
        func differ(_ phrases: [Phrase]) -> Bool {
            Set(phrases.map(\.en)).count == phrases.count && Set(phrases.map(\.vi)).count == phrases.count
        }
        #expect(differ(BindingState.allCases.map(\.label)))
        #expect(differ(DeviceAnnouncement.HikConnect.allCases.map(\.label)))
        #expect(differ(BindingVerdict.Source.allCases.map(\.label)))
        #expect(differ(Discovery.Ignored.allCases.map(\.label)))
        #expect(BindingState.notBound.label.en == "not bound" && BindingState.notBound.label.vi == "chưa liên kết")
        #expect(BindingState.unknown.label.en == "unknown" && BindingState.bound.label.vi == "đã liên kết")
    }
}
