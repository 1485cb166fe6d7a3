import Testing

@testable import SADP

/// Every element of an announcement: SADP contract 5.1.
@Suite struct ElementTests {
    private func announcement(_ body: String) throws -> DeviceAnnouncement {
        DeviceAnnouncement(try SADPDocument(Array("<ProbeMatch><Types>hello</Types>\(body)</ProbeMatch>".utf8)))
    }

    @Test(arguments: AnnouncedElement.allCases)
    func everyElementIsReadInItsForm(_ element: AnnouncedElement) throws {
        let name = element.rawValue
        func value(_ text: String, as written: String? = nil) throws -> AnnouncedValue? {
            let tag = written ?? name
            return try announcement("<\(tag)>\(text)</\(tag)>").values[element]
        }
        #expect(try announcement("").values.isEmpty)
        switch element.form {
        case .number, .port:
            #expect(try value("42") == .number(42))
            #expect(try value("42 disks") == .number(42))
            #expect(try value("x") == nil)
            #expect(try value("-1") == nil)
            let large = try value("99999999999999999999")
            #expect(large == (element.form == .port ? .number(65_535) : .number(999_999_999)))
        case .text(let longest):
            #expect(try value("a") == .text("a"))
            #expect(
                try value(String(repeating: "x", count: longest + 9)) == .text(String(repeating: "x", count: longest)))
        case .wholeText(let longest):
            #expect(try value(String(repeating: "x", count: longest)) == .text(String(repeating: "x", count: longest)))
            #expect(try value(String(repeating: "x", count: longest + 1)) == nil)
        case .flag:
            #expect(try value("true") == .flag(true))
            for word in ["false", "flase", "True", "1", ""] { #expect(try value(word) == .flag(false), "\(word)") }
        case .negatedFlag:
            #expect(try value("false") == .flag(false))
            for word in ["true", "False", "0", ""] { #expect(try value(word) == .flag(true), "\(word)") }
        case .choice(let words):
            for word in words { #expect(try value(word) == .text(word)) }
            #expect(try value("anything else") == nil)
        }
        // Vendors differ in the case of names.
        #expect(try value("1", as: name.uppercased()) == value("1", as: name.lowercased()))
    }

    @Test func aPairedCameraIsNotABoundDevice() throws {
        let device = try announcement("<SupportBind>true</SupportBind><MaxBindNum>16</MaxBindNum>")
        #expect(device.binding == .unknown && device.values[.supportsPairing] == .flag(true))
    }

    @Test func theVerdictNamesWhatItRestsOn() throws {
        let bound = try announcement("<EZVIZBindStatus>1</EZVIZBindStatus><HCPlatformEnable>true</HCPlatformEnable>")
        let off = try announcement("<EZVIZBindStatus>0</EZVIZBindStatus><HCPlatformEnable>false</HCPlatformEnable>")
        let silent = try announcement("")
        func verdict(_ verdict: BindingVerdict) -> [String] {
            [verdict.binding.rawValue, verdict.hikConnect.rawValue, verdict.source.rawValue]
        }
        #expect(verdict(BindingVerdict(bound)) == ["bound", "enabled", "announced"])
        #expect(verdict(BindingVerdict(off)) == ["unknown", "disabled", "serviceOff"])
        #expect(verdict(BindingVerdict(silent)) == ["unknown", "unknown", "none"])
        #expect(verdict(BindingVerdict(.notBound, of: bound)) == ["notBound", "enabled", "asked"])
        #expect(verdict(BindingVerdict(.bound, of: silent)) == ["bound", "unknown", "asked"])
        #expect(verdict(BindingVerdict(.serviceDisabled, of: silent)) == ["unknown", "disabled", "serviceOff"])
        #expect(verdict(BindingVerdict(.serviceOffline, of: bound)) == ["bound", "offline", "announced"])
        #expect(verdict(BindingVerdict(.serviceOffline, of: silent)) == ["unknown", "offline", "none"])
        // A failure says nothing about the binding.
        #expect(verdict(BindingVerdict(.failed, of: silent)) == ["unknown", "unknown", "none"])
        #expect(verdict(BindingVerdict(.notActivated, of: bound)) == ["bound", "enabled", "announced"])
    }
}
