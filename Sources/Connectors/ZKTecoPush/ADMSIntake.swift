import Attendance
import ConnectorKit

/// How calls under `/iclock` are understood: ZKTeco's push protocol for attendance (“ADMS”).
struct ADMSIntake: PushIntake {
    let addressField = "address"
    let secretField = "path-secret"

    func read(_ head: PushHead) -> PushHeadReading { ADMSHead.read(head) }

    func content(of body: [UInt8], for purpose: PushPurpose, at site: PushSite) -> PushContent {
        switch purpose {
        case .punches:
            let lines = AttendanceLines(body, at: site)
            return .punches(lines.page, lines: lines.count, otherOffset: lines.otherOffset)
        case .people:
            let lines = PeopleLines(body)
            return .people(lines.people, lines: lines.count)
        case .facts: return .facts(Reports.options(body))
        case .reports:
            let reports = Reports(body)
            return .reports(reports.reports, reports.facts)
        case .registration, .poll, .unread, .wrongMode: return .nothing
        }
    }

    func greeting(
        _ serial: String, _ facts: TerminalFacts, stamps: [TerminalStamp: String], at site: PushSite
    ) -> String {
        Registration.answer(serial, facts, stamps: stamps, at: site)
    }

    func text(of orders: [WaitingOrder], in zone: Zone) -> String {
        orders.isEmpty ? "OK" : orders.map { TerminalCommand.line($0, in: zone) }.joined()
    }

    func acknowledgement(lines: Int) -> String { "OK: \(lines)" }

    func identity(ofSerial serial: String) -> String { serial.uppercased() }
}
