import SADP
import Serials
import Store
import Testing
import Wire

@testable import LocalNetwork

/// Lists that another machine sends: whatever it writes, what is kept is bounded and says no more than was said.
@Suite struct ReportTests {
    private func device(_ change: (inout FoundDevice) -> Void = { _ in }) -> FoundDevice {
        var device = FoundDevice(
            serial: "DS-K1T341AMF20250318V030500ENAAK12345671", model: "DS-K1T341AMF",
            mac: MACAddress("44-47-CC-00-10-01"), ipv4: "192.0.2.64", source: "192.0.2.64", interface: "eth0",
            httpPort: 80, commandPort: 8000, firmware: "V3.5.0", isActivated: true, hikConnect: .enabled,
            binding: .bound, offersUnbind: true, rivalry: nil)
        change(&device)
        return device
    }

    private func read(_ json: String) throws -> FoundDevice? {
        FoundDevice(try JSONValue(parsing: Array(json.utf8)))
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let devices = [
            device(), device { $0.rivalry = .claimed }, device { $0.rivalry = .secondPort },
            device { $0.isActivated = false }, device { $0.offersUnbind = false },
            device {
                $0.mac = nil
                $0.httpPort = nil
                $0.commandPort = 65_535
                $0.httpPort = 0
            },
        ]
        for device in devices { #expect(FoundDevice(device.json) == device) }
        for state in DeviceAnnouncement.HikConnect.allCases {
            #expect(FoundDevice(device { $0.hikConnect = state }.json)?.hikConnect == state)
        }
        for state in BindingState.allCases {
            #expect(FoundDevice(device { $0.binding = state }.json)?.binding == state)
        }
        let report = NetworkReport(
            network: "Site 1",
            search: LocalDevices.Search(devices: devices, ignored: [.foreign: 3, .flood: 4], network: "eth0"))
        let read = try NetworkReport(report.json)
        #expect(read.network == "Site 1" && read.devices == devices && read.ignored == 7)
    }

    @Test func theShapeOfADeviceIsWhatTheManualPrints() {
        let json = device { $0.rivalry = .secondPort }.json
        #expect(json["serial"]?.text == "DS-K1T341AMF20250318V030500ENAAK12345671")
        #expect(json["shortSerial"]?.text == "K12345671" && json["mac"]?.text == "44-47-CC-00-10-01")
        #expect(json["contested"]?.bool == true && json["probablySecondPort"]?.bool == true)
        #expect(json["localUnbind"]?.bool == true && json["binding"]?.text == "bound")
        let claimed = device { $0.rivalry = .claimed }.json
        #expect(claimed["contested"]?.bool == true && claimed["probablySecondPort"]?.bool == false)
        #expect(device().json["contested"]?.bool == false && device().json["probablySecondPort"]?.bool == false)
    }

    @Test func whatASenderLeavesOutIsUnknownAndNeverFreeToUnbind() throws {
        let bare = try #require(try read(#"{"serial":"E12345678"}"#))
        #expect(bare.binding == .unknown && bare.hikConnect == .unknown && !bare.offersUnbind && bare.isActivated)
        #expect(bare.rivalry == nil && bare.mac == nil && bare.httpPort == nil && bare.shortSerial?.text == "E12345678")
        let odd = try #require(
            try read(
                #"{"mac":"44-47-cc-00-10-01","binding":"Bound","hikConnect":"on","activated":"no","contested":1}"#))
        #expect(odd.binding == .unknown && odd.hikConnect == .unknown && odd.isActivated && odd.rivalry == nil)
        #expect(try read(#"{"mac":"44-47-cc-00-10-01","probablySecondPort":true}"#)?.rivalry == nil)
        #expect(try read(#"{"mac":"44-47-cc-00-10-01","contested":true}"#)?.rivalry == .claimed)
    }

    @Test(arguments: ["{}", #"{"serial":"","mac":""}"#, #"{"serial":" \t","mac":"aa-bb"}"#, "[]", "7", #"{"mac":7}"#])
    func whatNamesNothingIsNoDevice(_ json: String) throws {
        #expect(try read(json) == nil)
    }

    @Test(arguments: [("-1", nil), ("0", 0), ("65535", 65_535), ("65536", nil), ("\"80\"", 80), ("80.5", nil)])
    func aPortIsOneOrUnknown(_ value: String, _ port: Int?) throws {
        let found = try #require(try read(#"{"serial":"E12345678","httpPort":\#(value),"commandPort":\#(value)}"#))
        #expect(found.httpPort == port && found.commandPort == port)
    }

    @Test func textsAreCutAndCleaned() throws {
        let long = String(repeating: "x", count: 300)
        let found = try #require(
            try read(
                #"{"serial":"\#(long)","model":"\#(long)","ipv4":"\#(long)","source":"\#(long)","#
                    + #""interface":"\#(long)","firmware":" a\u001bb\u0000 "}"#))
        let lengths = [found.serial, found.model, found.ipv4, found.source, found.interface].map(\.count)
        #expect(lengths == [128, 64, 16, 46, 64])
        #expect(found.firmware == "ab")
    }

    // MARK: Whole reports

    private func refusal(_ value: JSONValue) -> NetworkReportFailure? {
        do throws(NetworkReportFailure) {
            _ = try NetworkReport(value)
            return nil
        } catch { return error }
    }

    @Test func aReportNamesItsNetworkAndEveryDevice() {
        let good = device().json
        #expect(refusal(["network": "Site", "devices": .array([good])]) == nil)
        #expect(refusal(["devices": .array([good])]) == .noNetwork)
        #expect(refusal(["network": " \u{0} ", "devices": .array([good])]) == .noNetwork)
        #expect(refusal(["network": "Site"]) == .noDevices)
        #expect(refusal(["network": "Site", "devices": "none"]) == .noDevices)
        let bad: JSONValue = .array([good, good, ["model": "x"], good])
        #expect(refusal(["network": "Site", "devices": bad]) == .namelessDevice(3))
    }

    @Test func aReportHasNoMoreDevicesThanASearch() {
        let one: JSONValue = ["serial": "E12345678"]
        func report(_ count: Int) -> JSONValue {
            ["network": "Site", "devices": .array([JSONValue](repeating: one, count: count))]
        }
        #expect(refusal(report(SADPSettings.mostDevices)) == nil)
        #expect(refusal(report(SADPSettings.mostDevices + 1)) == .tooManyDevices)
    }

    @Test(arguments: [(-5, 0), (0, 0), (12, 12), (1_000_000_000, 1_000_000_000), (Int64.max, 1_000_000_000)])
    func whatWasIgnoredIsCountedWithinReason(_ sent: Int64, _ kept: Int) throws {
        let report = try NetworkReport(["network": "S", "devices": .array([]), "ignoredDatagrams": .integer(sent)])
        #expect(report.ignored == kept)
    }

    @Test func theNameOfANetworkIsCut() throws {
        let long = String(repeating: "đ", count: NetworkReport.longestNetwork)
        #expect(try NetworkReport(["network": .string(long), "devices": .array([])]).network == long)
        #expect(try NetworkReport(["network": .string(long + "x"), "devices": .array([])]).network == long)
    }
}
