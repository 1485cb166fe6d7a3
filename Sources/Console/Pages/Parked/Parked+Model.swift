import Access
import Attendance
import AttendanceHub

/// What HR has not taken, why, and what to do about it.
struct ParkedPage: PageModel {
    static let template = "parked"

    struct Code: Sendable {
        let hrID: Int64
        let hr: String
        let code: String
        let name: String
        let count: String
    }

    struct Unknown: Sendable {
        let codes: [Code]
    }

    struct Row: Sendable {
        let id: Int64
        let time: String
        let code: String
        let name: String
        let device: String
        let hr: String
        let state: String
        let tone: String
        let reason: String
    }

    struct Mapping: Sendable {
        let hr: String
        let code: String
        let hrCode: String
        let by: String
        /// Other people whom the HR code stands for.
        let warning: String?
        let receivedAddress: String
    }

    let clients: [Choice]
    let hrID: String
    let unknown: Unknown?
    let rows: [Row]
    let hasRows: Bool
    let next: String?
    let mappings: [Mapping]
    let hasMappings: Bool
    let mayWrite: Bool
    let token: String
}

extension ParkedPage {
    /// What the page lists, of one HR client where one is chosen.
    struct Found: Sendable {
        let clients: [HRClient]
        let chosen: HRClient?
        let rows: [(punch: StoredPunch, delivery: Delivery)]
        let next: PunchCursor?
        let unknownCodes: [UnknownCode]
        let mappings: [CodeMapping]
    }

    init(_ found: Found, for reader: Reader) {
        clients = found.clients.map { Choice(String($0.id), $0.name, isChosen: $0.id == found.chosen?.id) }
        hrID = found.chosen.map { String($0.id) } ?? ""
        unknown =
            found.unknownCodes.isEmpty ? nil : Unknown(codes: found.unknownCodes.map { Code($0, reader) })
        rows = found.rows.map { Row($0.punch, $0.delivery, reader.language) }
        hasRows = !found.rows.isEmpty
        next = found.next.map { "/parked?after=\($0.text)" + (found.chosen.map { "&hr=\($0.id)" } ?? "") }
        mappings = found.mappings.map { Mapping($0, reader) }
        hasMappings = !found.mappings.isEmpty
        mayWrite = reader.may(.deliveriesWrite)
        token = reader.formToken
    }
}

extension ParkedPage.Code {
    fileprivate init(_ unknown: UnknownCode, _ reader: Reader) {
        hrID = unknown.client.id
        hr = unknown.client.name
        code = unknown.code
        name = unknown.name
        count = Texts.number(unknown.count, reader.language) + reader.say(" punches", " bản ghi")
    }
}

extension ParkedPage.Row {
    fileprivate init(_ punch: StoredPunch, _ delivery: Delivery, _ language: Language) {
        id = punch.id
        time = "\(Texts.date(punch.local.date)) \(punch.local.timeText)"
        code = punch.code.isEmpty ? "–" : punch.code
        name = punch.personName
        device = punch.device
        hr = delivery.hrClient
        state = delivery.state.label[language]
        tone = Texts.tone(delivery.state)
        reason = delivery.reason?[language] ?? ""
    }
}

extension ParkedPage.Mapping {
    fileprivate init(_ mapping: CodeMapping, _ reader: Reader) {
        let others = mapping.alsoKnownAs.joined(separator: ", ")
        hr = mapping.hrClient
        code = mapping.code
        hrCode = mapping.hrCode
        by = mapping.actor.name
        warning = others.isEmpty ? nil : reader.say("also the code of \(others)", "cũng là mã của \(others)")
        receivedAddress = ReceivedPage.address(of: mapping.code, hrClientID: mapping.hrClientID)
    }
}
