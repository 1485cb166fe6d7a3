import Attendance
import ConnectorKit
import Testing

@testable import ZKTecoPush

/// What terminals are told: when they register, and when they ask what there is to do.
@Suite struct RegistrationTests {
    private static let now = Instant(seconds: 1_773_630_000)

    private func answer(
        zone: String = "Asia/Ho_Chi_Minh", version: String? = nil, stamps: [TerminalStamp: String] = [:]
    ) throws -> [String: String] {
        let site = PushSite(
            zone: try #require(Zone(identifier: zone)), now: Self.now, facts: TerminalFacts())
        let facts = TerminalFacts(version.map { [.pushVersion: $0] } ?? [:])
        let text = ADMSIntake().greeting("A1", facts, stamps: stamps, at: site)
        #expect(text.hasPrefix("GET OPTION FROM: A1\n") && text.hasSuffix("\n") && !text.contains("\r"))
        let pairs = text.split(separator: "\n").dropFirst().map {
            $0.split(separator: "=", maxSplits: 1).map(String.init)
        }
        return Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first + " twice" }
    }

    @Test func aNewTerminalSendsEverythingByEitherSetOfNames() throws {
        let options = try answer()
        #expect(options["ATTLOGStamp"] == "0" && options["Stamp"] == "0")
        #expect(options["OPERLOGStamp"] == "0" && options["OpStamp"] == "0")
        #expect(options["Realtime"] == "1" && options["Encrypt"] == "None" && options["Delay"] == "10")
    }

    @Test func aKnownTerminalGoesOnBehindItsOwnCursor() throws {
        let options = try answer(stamps: [.punches: "812", .people: "44"])
        #expect(options["ATTLOGStamp"] == "812" && options["Stamp"] == "812" && options["OPERLOGStamp"] == "44")
    }

    @Test func noOptionMakesATerminalRemoveItsRecordsOrSendTemplates() throws {
        let options = try answer()
        #expect(!options.keys.contains { $0.hasPrefix("ResLog") })
        let flag = try #require(options["TransFlag"])
        for template in ["EnrollFP", "ChgFP", "FPImag", "FACE", "UserPic", "BioPhoto", "AttPhoto"] {
            #expect(!flag.contains(template), "\(template)")
        }
    }

    @Test(arguments: [
        ("Asia/Ho_Chi_Minh", "7"), ("Asia/Kolkata", "330"), ("UTC", "0"), ("Asia/Kathmandu", "345"),
        ("America/New_York", "-4"), ("America/St_Johns", "-150"),
    ])
    func theZoneIsInHoursAndInMinutesWhereItMustBe(_ zone: String, _ text: String) throws {
        #expect(try answer(zone: zone)["TimeZone"] == text)
    }

    @Test(arguments: [
        ("2.4.1", "2.4.1"), ("2.3.0", "2.3.0"), ("2.4.2", "2.4.1"), ("3.1.2", "2.4.1"), ("2.2.14", "2.2.14"),
        ("", "2.2.14"), ("rubbish", "2.2.14"), ("-1", "2.2.14"), ("99999999999999999999", "2.2.14"), ("2.4", "2.4"),
    ])
    func theVersionIsTheLowerOfBoth(_ theirs: String, _ spoken: String) throws {
        #expect(try answer(version: theirs)["PushProtVer"] == spoken)
    }

    // MARK: Orders

    @Test func ordersAreThoseThatReadAndNoOthersCanBeWritten() throws {
        let window = try #require(
            Window(from: Instant(seconds: 1_773_594_000), to: Instant(seconds: 1_773_630_000)))
        let intake = ADMSIntake()
        #expect(intake.text(of: [], in: .vietnam) == "OK")
        let orders: [TerminalOrder] = [.records(window), .count(window), .check, .info]
        let text = intake.text(
            of: orders.enumerated().map { WaitingOrder(id: Int64($0.offset + 7), order: $0.element) }, in: .vietnam)
        let span = "StartTime=2026-03-16 00:00:00\tEndTime=2026-03-16 10:00:00"
        #expect(
            text == "C:7:DATA QUERY ATTLOG \(span)\nC:8:VERIFY SUM ATTLOG \(span)\nC:9:CHECK\nC:10:INFO\n")
        for order in orders { #expect(TerminalOrder(word: order.word, window: order.window) == order) }
        for word in ["CLEAR LOG", "clear", "DATA DELETE", "", "records"] {
            #expect(TerminalOrder(word: word, window: nil) == nil, "\(word)")
        }
    }

    @Test func reportsAreReadALineEachAndFactsBesides() {
        let body = """
            ID=7&Return=0&CMD=DATA
            ID=8&Return=0&CMD=VERIFY SUM&StartTime=x&EndTime=y&AttlogSum=12
            ID=9&Return=-1002&CMD=CHECK
            ID=0&Return=0
            ID=x&Return=0
            ID=10
            ID=11&Return=99999999999999999999
            ID=10&Return=0&CMD=INFO
            ~DeviceName=SpeedFace
            FWVersion=Ver 8.0\u{7}.4
            TransactionCount=812
            nonsense
            """
        let reports = Reports(Array(body.utf8))
        #expect(
            reports.reports == [
                TerminalReport(id: 7, code: 0), TerminalReport(id: 8, code: 0, count: 12),
                TerminalReport(id: 9, code: -1002), TerminalReport(id: 10, code: 0),
            ])
        #expect(reports.facts[.model] == "SpeedFace" && reports.facts[.records] == "812")
        #expect(reports.facts[.firmware] == "Ver 8.0.4")
        let options = Reports.options(Array("~DeviceName=X,FWVersion=Y,IPAddress=10.0.0.9,Other=1".utf8))
        #expect(options[.model] == "X" && options[.firmware] == "Y" && options[.ownAddress] == "10.0.0.9")
    }

    // MARK: The kind

    @Test func aDeviceIsEnteredByItsSerialNumber() throws {
        let kind = ZKTecoPushKind.kind
        let checked = try kind.checked(FieldValues(["serial-number": [" cj9H19 "], "address": ["::ffff:10.0.0.9"]]))
        #expect(checked["serial-number"] == "cj9H19" && kind.identity(checked) == "CJ9H19")
        #expect(checked["address"] == "10.0.0.9")
        for values in [
            [:], ["serial-number": "a/b"], ["serial-number": String(repeating: "1", count: 41)],
            ["serial-number": "A1", "address": "300.1.1.1"], ["serial-number": "A1", "address": "office"],
            ["serial-number": "A1", "path-secret": "short"], ["serial-number": "A1", "path-secret": "with/slash/in"],
            ["serial-number": "A1", "silent-minutes": "1"],
        ] {
            #expect(throws: FieldFailure.self) { try kind.checked(FieldValues(values.mapValues { [$0] })) }
        }
    }
}
