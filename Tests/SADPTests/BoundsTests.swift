import Testing

@testable import SADP

/// What is read up to which size, and what a value is: SADP contract 1, 4, 5 and 9, each bound from both sides.
@Suite struct BoundsTests {
    private func document(_ text: String) throws -> SADPDocument { try SADPDocument(Array(text.utf8)) }

    @Test func aDatagramOfExactlyTheMostIsRead() throws {
        let text = "<P><A>1</A></P>"
        let whole = text + String(repeating: " ", count: SADPDocument.largest - text.utf8.count)
        #expect(try document(whole)["A"] == "1")
        #expect(throws: SADPDocumentFailure.tooLarge) { try document(whole + " ") }
    }

    @Test func elementsAreCountedHoweverTheyAreClosed() throws {
        for one in ["<A>1</A>", "<A/>"] {
            let most = String(repeating: one, count: SADPDocument.mostElements - 1)
            #expect(try document("<P>\(most)</P>").isWhole)
            #expect(throws: SADPDocumentFailure.tooManyElements) { try document("<P>\(most)\(one)</P>") }
        }
    }

    @Test func fourLevelsAreReadAndNoFifth() throws {
        #expect(try document("<a><b><c><d>x</d></c></b></a>")["d"] == "x")
        #expect(throws: SADPDocumentFailure.tooDeep) { try document("<a><b><c><d><e/></d></c></b></a>") }
    }

    @Test func aValueIsMeasuredInCharactersAndNotInHowTheyAreWritten() throws {
        let most = SADPDocument.longestValue
        for one in ["x", "đ", "&apos;"] {
            let text = String(repeating: one, count: most)
            #expect(try document("<P><A>\(text)</A></P>")["A"]?.count == most, "\(one)")
            #expect(throws: SADPDocumentFailure.valueTooLong, "\(one)") {
                try document("<P><A>\(text)\(one)</A></P>")
            }
        }
        // Whether it ends or not.
        let endless = String(repeating: "x", count: most * 6)
        #expect(try document("<P><A>\(endless)<B>").root == "P")
        #expect(throws: SADPDocumentFailure.valueTooLong) { try document("<P><A>\(endless)x<B>") }
    }

    @Test func ofTwoValuesTheFirstCounts() throws {
        #expect(try document("<P><MAC>1</MAC><mac>2</mac></P>")["Mac"] == "1")
        #expect(try document("<P><A/><A>2</A></P>")["A"]?.isEmpty == true)
        #expect(try document("<P><A>1</A><A/></P>")["A"] == "1")
    }

    @Test func anElementWithChildrenHasNoValue() throws {
        let document = try document("<P><A>x<B>1</B>y</A></P>")
        #expect(document["A"] == nil && document["B"] == "1" && document["P"] == nil)
    }

    @Test(arguments: [
        "<P><A>1</A></P><Q/>", "<P><A>1</A></P></A>", "<P><A>1</A>< ></P>", "<P><A>1</A><B></P>",
        "<P><A>1</A>",
    ])
    func whatIsNotClosedInOrderIsNotWhole(_ text: String) throws {
        let document = try document(text)
        #expect(!document.isWhole && document["A"] == "1" && document.root == "P")
    }

    @Test func anOperationsOutcomeCountsFromNoneOfThem() throws {
        let mac = try #require(MACAddress("aa-bb-cc-dd-ee-ff"))
        let request = SADPRequest(uuid: "U", operation: .unbind(password: "x"), of: mac)
        let body = "<Uuid>U</Uuid><Types>ezvizUnbind</Types><Result>success</Result>"
        #expect(SADPAnswer(try document("<P>\(body)</P>"), to: request) == .unbind(.done))
        for broken in ["<P>\(body)", "<P>\(body)</P><Q/>", "<P>\(body)</P></Q>"] {
            #expect(SADPAnswer(try document(broken), to: request) == nil, "\(broken)")
        }
    }

    @Test func shownTextHasNeitherControlsNorBlanksAtItsSides() {
        #expect(SADPDocument.cleaned("\u{0}\t\u{85}a \u{7F}\u{1B}b\u{9F}\u{A0} \n") == "a b")
        #expect(SADPDocument.cleaned(" \u{1F}~\u{A1} ") == "~\u{A1}")
        #expect(SADPDocument.cleaned("\u{0} \u{9F}").isEmpty)
    }

    @Test func anAddressIsNoLongerThanItsLongestSpelling() throws {
        #expect(MACAddress("aa-bb-cc-dd-ee-ff") != nil)
        #expect(MACAddress("aa--bb-cc-dd-ee-ff") == nil)
        #expect(MACAddress("aa-bb-cc-dd-ee-f") == nil && MACAddress("aa-bb-cc-dd-ee-f\u{FF11}") == nil)
        let hidden = try #require(MACAddress(" AA-bb-CC-dd-EE-ff\u{200B}\u{0}"))
        #expect(hidden.announced == "AA-bb-CC-dd-EE-ff", "its own spelling goes back to the device")
        let plain = try #require(MACAddress("AABBCCDDEEFF"))
        #expect(hidden.key == "aa-bb-cc-dd-ee-ff" && Set([hidden, plain]).count == 1)
        #expect(MACAddress("aa-bb-cc-dd-ee-ff") != MACAddress("aa-bb-cc-dd-ee-fe"))
    }

    @Test(arguments: [
        ("", DeviceAnnouncement.HikConnect.unknown), ("<SupportHCPlatform>true</SupportHCPlatform>", .unknown),
        ("<SupportHCPlatform>false</SupportHCPlatform>", .unsupported),
        ("<HCPlatformEnable>true</HCPlatformEnable>", .enabled), ("<HCPlatformEnable>no</HCPlatformEnable>", .disabled),
        ("<HCPlatformEnable>true</HCPlatformEnable><SupportHCPlatform>false</SupportHCPlatform>", .enabled),
        ("<HCPlatformEnable>false</HCPlatformEnable><SupportHCPlatform>false</SupportHCPlatform>", .unsupported),
        ("<HCPlatformEnable>false</HCPlatformEnable><SupportHCPlatform>true</SupportHCPlatform>", .disabled),
    ])
    func hikConnectIsWhatBothElementsSayTogether(_ body: String, _ state: DeviceAnnouncement.HikConnect) throws {
        #expect(DeviceAnnouncement(try document("<P>\(body)</P>")).hikConnect == state)
    }

    @Test func whatADeviceDoesNotSayIsTakenAsTheContractSays() throws {
        let silent = DeviceAnnouncement(try document("<P><DeviceSN>X</DeviceSN></P>"))
        #expect(silent.isActivated && !silent.usesEncryptedKey && !silent.offersLocalUnbind)
        #expect(silent.mac == nil && silent.httpPort == nil && silent.firmware.isEmpty && silent.binding == .unknown)
        let fresh = DeviceAnnouncement(try document("<P><Activated>false</Activated></P>"))
        #expect(!fresh.isActivated && fresh.serial.isEmpty)
    }

    @Test(arguments: [
        ("<ProbeMatch><Types>hello</Types></ProbeMatch>", true),
        ("<ProbeMatch><Types>inquiry</Types><Uuid>X</Uuid></ProbeMatch>", true),
        ("<ProbeMatch><Types>inquiry</Types></ProbeMatch>", false), ("<ProbeMatch></ProbeMatch>", false),
        ("<ProbeMatch><Types>getcode</Types><Uuid>X</Uuid></ProbeMatch>", false),
        ("<Probe><Types>inquiry</Types><Uuid>X</Uuid></Probe>", false),
        ("<PROBE><Types>hello</Types></PROBE>", false),
    ])
    func aRequestIsNoAnnouncement(_ text: String, _ isOne: Bool) throws {
        #expect((DeviceAnnouncement(overheard: try document(text)) != nil) == isOne)
    }

    // MARK: Answers

    private func answer(_ operation: SADPRequest.Operation, _ body: String, mac: String? = nil) throws -> SADPAnswer? {
        let asked = try #require(MACAddress("aa-bb-cc-dd-ee-ff"))
        let own = mac.map { "<MAC>\($0)</MAC>" } ?? ""
        return SADPAnswer(
            try document("<ProbeMatch><Uuid>U</Uuid>\(own)<Types>\(operation.word)</Types>\(body)</ProbeMatch>"),
            to: SADPRequest(uuid: "U", operation: operation, of: asked))
    }

    @Test func anAnswerWithoutAnAddressOrWithTheSameInOtherLettersIsTheDevices() throws {
        for mac in [nil, "AABBCCDDEEFF", "aa:bb:cc:dd:ee:ff", "no address"] {
            #expect(try answer(.bindingState, "<Result>notBind</Result>", mac: mac) == .binding(.notBound))
        }
        #expect(try answer(.bindingState, "<Result>notBind</Result>", mac: "aa-bb-cc-dd-ee-fe") == nil)
    }

    @Test func theCodeOfAnExchangeHasAtMost254Characters() throws {
        let most = String(repeating: "A", count: 254)
        let exchange = SADPRequest.Operation.exchange(publicKey: "K")
        #expect(try answer(exchange, "<Result>success</Result><Code>\(most)</Code>") == .exchange(.code(most)))
        for body in [
            "<Result>success</Result><Code>\(most)A</Code>", "<Result>success</Result><Code></Code>",
            "<Result>success</Result>", "<Result>failed</Result><Code>AAAA</Code>", "<Code>AAAA</Code>",
        ] {
            #expect(try answer(exchange, body) == .exchange(.failed), "\(body.prefix(40))")
        }
    }

    @Test func aKeyComesFromItsOwnElementAndIsCutWhereTheContractCutsIt() throws {
        let long = String(repeating: "k", count: 300)
        for (operation, element, most) in [
            (SADPRequest.Operation.keyCode, "Code", 127), (.encryptedKey, "EncryptString", 255),
        ] {
            let other = element == "Code" ? "EncryptString" : "Code"
            let key = try answer(operation, "<Result>success</Result><\(element)>\(long)</\(element)>")
            #expect(key == .key(.key(String(long.prefix(most)))))
            for body in [
                "<Result>success</Result>", "<Result>success</Result><\(other)>\(long)</\(other)>",
                "<Result>failed</Result><\(element)>abc</\(element)>", "<\(element)>abc</\(element)>",
            ] {
                #expect(try answer(operation, body) == .key(.failed), "\(body.prefix(40))")
            }
            #expect(try answer(operation, "<Result>notActivated</Result>") == .key(.notActivated))
        }
    }

    @Test func unbindingsAreDoneOnlyWhereTheDeviceSaysSo() throws {
        let unbind = SADPRequest.Operation.unbind(password: "x")
        for (body, expected) in [
            ("<Result>success</Result>", SADPAnswer.UnbindAnswer.done), ("<Result>Success</Result>", .failed),
            ("<Result>failed</Result>", .failed), ("", .failed),
            ("<Result>PasswordError</Result>", .wrongPassword(triesLeft: nil)),
            ("<Result>PasswordError</Result><RetryTimes>few</RetryTimes>", .wrongPassword(triesLeft: nil)),
            ("<Result>PasswordError</Result><RetryTimes>0</RetryTimes>", .wrongPassword(triesLeft: 0)),
            ("<Result>locked</Result>", .locked(minutes: nil)),
            ("<Result>locked</Result><RetryTimes>3</RetryTimes>", .locked(minutes: nil)),
        ] {
            #expect(try answer(unbind, body) == .unbind(expected), "\(body)")
        }
    }

    @Test func onlyTwoAnswersDecideAboutTheBinding() {
        for answer in [
            SADPAnswer.BindingAnswer.serviceDisabled, .serviceOffline, .notActivated, .failed,
        ] {
            #expect(answer.state == .unknown)
        }
        #expect(SADPAnswer.BindingAnswer.bound.state == .bound && SADPAnswer.BindingAnswer.notBound.state == .notBound)
    }
}
