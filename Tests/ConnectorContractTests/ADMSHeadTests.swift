import Attendance
import ConnectorKit
import Testing

@testable import ZKTecoPush

/// What the heads of calls under `/iclock` are taken for.
@Suite struct ADMSHeadTests {
    private func read(_ page: String, _ query: String, post: Bool = false) -> String {
        switch ADMSHead.read(PushHead(isPost: post, page: page, query: query)) {
        case .noSuchPage: return "no such page"
        case .unreadable: return "unreadable"
        case .call(let call):
            let purpose =
                switch call.purpose {
                case .registration(_, let speaks): "registration \(speaks)"
                case .punches(let stamp): "punches \(stamp ?? "-")"
                case .people(let stamp): "people \(stamp ?? "-")"
                case .facts: "facts"
                case .poll(let facts): "poll \(facts[.firmware] ?? "-")"
                case .reports: "reports"
                case .unread: "unread"
                case .wrongMode: "wrong mode"
                }
            return "\(call.serial) \(purpose)"
        }
    }

    @Test(arguments: ["cdata", "cdata.aspx", "CDATA.ASPX"]) func aPageMayEndAsOldServersDo(_ page: String) {
        #expect(read(page, "SN=A1&options=all&pushver=2.4.1") == "A1 registration true")
        #expect(read(page, "SN=A1&table=ATTLOG&Stamp=17", post: true) == "A1 punches 17")
    }

    @Test func eachTableIsToldFromTheOthers() {
        #expect(read("cdata", "SN=A1&table=OPERLOG&Stamp=9", post: true) == "A1 people 9")
        #expect(read("cdata", "table=options&SN=A1", post: true) == "A1 facts")
        for table in ["BIODATA", "ATTPHOTO", "ERRORLOG", "IDCARD", "nonsense"] {
            #expect(read("cdata", "SN=A1&table=\(table)", post: true) == "A1 unread", "\(table)")
        }
        #expect(read("cdata", "SN=A1&type=PostVerifyData", post: true) == "A1 unread")
        #expect(read("cdata", "SN=A1&table=RemoteAtt&PIN=7") == "A1 unread")
        #expect(read("getrequest", "SN=A1&INFO=Ver%208.0,3,0,120,10.0.0.9") == "A1 poll Ver 8.0")
        #expect(read("devicecmd", "SN=A1", post: true) == "A1 reports")
        #expect(read("ping", "SN=A1") == "A1 poll -")
    }

    @Test func accessControlIsKnown() {
        #expect(read("registry", "SN=A1", post: true) == "A1 wrong mode")
        #expect(read("push", "SN=A1", post: true) == "A1 wrong mode")
        #expect(read("cdata", "SN=A1&table=rtlog", post: true) == "A1 wrong mode")
        #expect(read("cdata", "SN=A1&options=all&DeviceType=acc&pushver=3.1.2") == "A1 registration false")
    }

    @Test func filesAndOtherPagesAreNotThere() {
        for page in ["file", "..", "", "cdata.php", "%2e%2e", "devicecmd"] {
            #expect(read(page, "SN=A1&url=/etc/passwd") == "no such page", "\(page)")
        }
    }

    @Test func whoCannotBeToldIsRefused() {
        let long = String(repeating: "9", count: 10_000)
        for query in [
            "", "SN=", "options=all", "SN=\(long)", "SN=A%00B", "SN=A%0d%0aX", "SN=1';DROP TABLE device;--", "SN=../x",
            "SN=é", "SN=A1&SN=A2", "SN=A B", "SN=" + String(long.prefix(41)),
        ] {
            #expect(read("cdata", query + "&options=all") == "unreadable", "\(query.prefix(40))")
        }
        #expect(read("cdata", "SN=A1&SN=A1") == "A1 registration true")
        #expect(read("cdata", "SN=" + String(long.prefix(40))) != "unreadable")
    }

    @Test func aCursorThatIsNoneIsLeftOut() {
        for stamp in ["", "-1", "None", "1e9", "9999999999999999999999", "1%00", "1 2"] {
            #expect(read("cdata", "SN=A1&table=ATTLOG&Stamp=\(stamp)", post: true) == "A1 punches -", "\(stamp)")
        }
        #expect(read("cdata", "SN=A1&table=ATTLOG", post: true) == "A1 punches -")
        #expect(read("cdata", "SN=A1&table=ATTLOG&Stamp=1&Stamp=2", post: true) == "A1 punches -")
    }

    @Test func aQueryIsReadAsHandWrittenClientsWriteIt() {
        let query = ADMSQuery("Sn=A%2dB&a=1+2&b&=x&c=%zz&d=%4&e=1=2")
        #expect(query["sn"] == "A-B" && query["a"] == "1 2" && query["b"] == "" && query[""] == "x")
        #expect(query["c"] == "%zz" && query["d"] == "%4" && query["e"] == "1=2" && query["f"] == nil)
    }
}
