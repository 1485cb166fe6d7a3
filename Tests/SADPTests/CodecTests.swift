import Foundation
import SADP
import Testing

@Suite struct CodecTests {
    static let uuid = "44037D7F-7D48-4DB0-8893-05705C4AE965"
    static let capture = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <ProbeMatch>
        <Uuid>\(uuid)</Uuid><Types>inquiry</Types><DeviceType>57397</DeviceType><DeviceDescription>DS-KH6210-L</DeviceDescription>
        <DeviceSN>DS-KH6210-L0120181114WRQ01728482</DeviceSN><CommandPort>8000</CommandPort><HttpPort>80</HttpPort><MAC>AA-BB-CC-DD-EE-FF</MAC>
        <IPv4Address>192.0.2.64</IPv4Address><IPv4SubnetMask>255.255.255.0</IPv4SubnetMask><IPv4Gateway>192.0.2.1</IPv4Gateway><DHCP>false</DHCP>
        <SoftwareVersion>V1.5.0build 181114</SoftwareVersion><BootTime>2023-01-16 11:06:06</BootTime><Activated>true</Activated>
        <PasswordResetAbility>true</PasswordResetAbility><DeviceLock>true</DeviceLock>
        </ProbeMatch>
        """

    private func document(_ text: String) throws -> SADPDocument { try SADPDocument(Array(text.utf8)) }

    private func answer(_ operation: SADPRequest.Operation, _ body: String) throws -> SADPAnswer? {
        let mac = try #require(MACAddress("aa-bb-cc-dd-ee-ff"))
        return SADPAnswer(
            try document(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" ?><ProbeMatch><Uuid>\(Self.uuid)</Uuid>\(body)</ProbeMatch>"),
            to: SADPRequest(uuid: Self.uuid, operation: operation, of: mac))
    }

    @Test func requestsAreWhatTheContractPrints() throws {
        let mac = try #require(MACAddress("Aa-bB-cc-dd-ee-ff"))
        let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Probe><Uuid>\(Self.uuid)</Uuid>"
        func text(_ operation: SADPRequest.Operation) -> String {
            String(decoding: SADPRequest(uuid: Self.uuid, operation: operation, of: mac).bytes, as: UTF8.self)
        }
        #expect(
            String(decoding: SADPRequest.inquiry(uuid: Self.uuid).bytes, as: UTF8.self)
                == head + "<Types>inquiry</Types></Probe>")
        // The device's own spelling of its address goes back to it.
        let addressed = head + "<MAC>Aa-bB-cc-dd-ee-ff</MAC>"
        #expect(text(.keyCode) == addressed + "<Types>getcode</Types></Probe>")
        #expect(text(.encryptedKey) == addressed + "<Types>getencryptstring</Types></Probe>")
        #expect(text(.bindingState) == addressed + "<Types>getUnbindStatus</Types></Probe>")
        #expect(text(.exchange(publicKey: "K")) == addressed + "<Types>exchangecode</Types><Code>K</Code></Probe>")
        #expect(text(.unbind(password: "P")) == addressed + "<Types>ezvizUnbind</Types><Password>P</Password></Probe>")
    }

    @Test func aRealAnnouncementIsRead() throws {
        guard case .announcement(let device)? = SADPAnswer(try document(Self.capture), to: .inquiry(uuid: Self.uuid))
        else {
            Issue.record("not read")
            return
        }
        #expect(device.model == "DS-KH6210-L" && device.mac?.key == "aa-bb-cc-dd-ee-ff")
        #expect(device.ipv4 == "192.0.2.64" && device.httpPort == 80 && device.commandPort == 8000)
        #expect(device.isActivated && device.binding == .unknown && device.hikConnect == .unknown)
        #expect(!device.usesEncryptedKey && !device.offersLocalUnbind)
    }

    @Test(arguments: [
        ("EZVIZBindStatus", "1", BindingState.bound), ("EZVIZBindStatus", "2", .notBound),
        ("EZVIZBindStatus", "0", .unknown), ("EZVIZBindStatus", "", .unknown), ("EZVIZBindStatus", "no", .unknown),
        ("Unrelated", "2", .unknown),
    ])
    func unknownIsNeverTurnedIntoNotBound(_ name: String, _ value: String, _ state: BindingState) throws {
        let text = "<ProbeMatch><Types>hello</Types><\(name)>\(value)</\(name)></ProbeMatch>"
        #expect(DeviceAnnouncement(overheard: try document(text))?.binding == state)
    }

    @Test(arguments: [
        ("true", DeviceAnnouncement.HikConnect.enabled), ("false", .disabled), ("flase", .disabled),
        ("TRUE", .disabled),
    ])
    func anyWordButTrueMeansThatHikConnectIsOff(_ word: String, _ state: DeviceAnnouncement.HikConnect) throws {
        let text =
            "<ProbeMatch><Types>hello</Types><SupportHCPlatform>true</SupportHCPlatform><HCPlatformEnable>\(word)</HCPlatformEnable></ProbeMatch>"
        #expect(DeviceAnnouncement(overheard: try document(text))?.hikConnect == state)
    }

    @Test(arguments: [
        ("success", SADPAnswer.BindingAnswer.bound), ("notBind", .notBound), ("unenableHCPlatform", .serviceDisabled),
        ("offlineHCPlatform", .serviceOffline), ("notActivated", .notActivated), ("failed", .failed), ("odd", .failed),
    ])
    func bindingAnswersMeanWhatTheContractSays(_ result: String, _ meaning: SADPAnswer.BindingAnswer) throws {
        let body = "<MAC>AA-BB-CC-DD-EE-FF</MAC><Types>getUnbindStatus </Types><Result>\(result)</Result>"
        #expect(try answer(.bindingState, body) == .binding(meaning))
    }

    @Test func passwordErrorsLocksAndKeysCarryTheirNumbers() throws {
        let mac = "<MAC>aa-bb-cc-dd-ee-ff</MAC>"
        #expect(
            try answer(
                .unbind(password: "x"),
                mac + "<Types>ezvizUnbind</Types><Result>PasswordError</Result><RetryTimes>4</RetryTimes>")
                == .unbind(.wrongPassword(triesLeft: 4)))
        #expect(
            try answer(
                .unbind(password: "x"),
                mac + "<Types>ezvizUnbind</Types><Result>locked</Result><SurplusLockTime>29</SurplusLockTime>")
                == .unbind(.locked(minutes: 29)))
        #expect(
            try answer(
                .keyCode,
                mac + "<Types>getcode</Types><Result>success</Result><Code>AwAAAEUxMjM0NTY3ON6tvu8=</Code>")
                == .key(.key("AwAAAEUxMjM0NTY3ON6tvu8=")))
        #expect(
            try answer(.keyCode, mac + "<Types>getcode</Types><Result>notActivated</Result>") == .key(.notActivated))
        let long = String(repeating: "A", count: 255)
        #expect(
            try answer(
                .exchange(publicKey: "k"),
                mac + "<Types>exchangecode</Types><Result>success</Result><Code>\(long)</Code>") == .exchange(.failed))
    }

    @Test func answersOfOthersAreNotOurs() throws {
        let other = "<MAC>aa-bb-cc-dd-ee-00</MAC><Types>ezvizUnbind</Types><Result>success</Result>"
        #expect(try answer(.unbind(password: "x"), other) == nil, "another device")
        #expect(
            try answer(.unbind(password: "x"), "<Types>getcode</Types><Result>success</Result>") == nil,
            "another operation")
        #expect(
            try answer(.unbind(password: "x"), "<Types>ezvizUnbind</Types><Result>success</Result><Open>") == nil,
            "a broken document decides nothing")
        let foreign = try document(Self.capture.replacing(Self.uuid, with: "OTHER"))
        #expect(SADPAnswer(foreign, to: .inquiry(uuid: Self.uuid)) == nil)
        #expect(DeviceAnnouncement(overheard: foreign) != nil, "listed all the same")
    }

    @Test func looseFormIsReadAndStrictLimitsHold() throws {
        let loose = try document("\u{0}\u{1}junk\r\n" + Self.capture.replacing("\n", with: "\r\n") + "\u{0}tail")
        #expect(loose.isWhole && loose["devicedescription"] == "DS-KH6210-L")
        #expect(try document("<P><Ipv4Address>192.0.2.9</Ipv4Address></P>")["IPv4Address"] == "192.0.2.9")
        let cut = try document(String(Self.capture.prefix(500)) + ">")
        #expect(!cut.isWhole && cut["DeviceDescription"] == "DS-KH6210-L")
        #expect(try document("<P><A>1 &lt;b&gt; &amp;amp; &bogus;</A></P>")["A"] == "1 <b> &amp; &bogus;")
        let hostile: [(String, SADPDocumentFailure)] = [
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><P><A>&a;</A></P>", .declaration),
            ("<P><!-- c --><A>1</A></P>", .declaration), ("plain text", .noDocument), ("", .noDocument),
            ("><", .noDocument),
            ("<P>" + String(repeating: "<A>1</A>", count: 300) + "</P>", .tooManyElements),
            (String(repeating: "<A>", count: 6), .tooDeep),
            ("<P><A>" + String(repeating: "x", count: 1025) + "</A></P>", .valueTooLong),
            ("<P>" + String(repeating: " ", count: 60_000) + "</P>", .tooLarge),
        ]
        for (text, refusal) in hostile {
            #expect(throws: refusal, "\(text.prefix(30))") { try document(text) }
        }
    }

    @Test func whateverComesIsReadOrRefusedAndNeverShownAsControl() {
        var chance = SystemRandomNumberGenerator()
        let whole = Array(Self.capture.utf8)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...12, using: &chance) {
                bytes[Int.random(in: 0..<bytes.count, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
            }
            bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &chance)))
            guard let document = try? SADPDocument(bytes) else { continue }
            let device = DeviceAnnouncement(document)
            for text in [device.serial, device.model, device.ipv4, device.firmware] {
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
            }
        }
    }

    @Test(arguments: ["aa-bb-cc-dd-ee-ff", "AA:BB:CC:DD:EE:FF", "aabb.ccdd.eeff", "AABBCCDDEEFF"])
    func anAddressIsTheSameHoweverItIsWritten(_ text: String) {
        #expect(MACAddress(text) == MACAddress("aa-bb-cc-dd-ee-ff"))
    }

    @Test(arguments: ["", "aa-bb", "gg-bb-cc-dd-ee-ff", "aa-bb-cc-dd-ee-ff-00", "a<-bb-cc-dd-ee-ff"])
    func whatIsNoAddressIsNone(_ text: String) {
        #expect(MACAddress(text) == nil)
    }
}
