import Access
import Attendance
import AttendanceHub

/// The answer of the morning: yesterday in a sentence, today so far, and the last thirty days of each device.
struct HomePage: PageModel {
    static let template = "home"
    static let livePart: String? = "home-part"

    /// A piece of a sentence; with an address, a link to exactly what it counts.
    struct Piece: Sendable {
        let text: String
        let address: String?
    }

    struct Answer: Sendable {
        let day: String
        let verdict: String
        let tone: String
        let pieces: [Piece]
    }

    struct Strip: Sendable {
        struct Cell: Sendable {
            let tone: String
            let words: String
            let address: String
        }

        let name: String
        let address: String
        let state: String
        let tone: String
        let upTo: String
        let cells: [Cell]
    }

    struct Client: Sendable {
        let name: String
        /// The address of its page.
        let place: String
        let upTo: String
        let pieces: [Piece]
        let trouble: String?
    }

    let hasDevices: Bool
    let mayWrite: Bool
    let answers: [Answer]
    /// Nil before there is a device.
    let today: HourChart?
    /// Under which the first, the middle and the last day of the strips stand.
    let dates: [String]
    let strips: [Strip]
    /// How many more devices there are; nil where all are shown.
    let others: String?
    let clients: [Client]
}

extension HomePage {
    /// Devices whose days are drawn, those first that somebody must look at.
    static let mostDevices = 12
    static let daysDrawn = 30
    /// Names of devices within a sentence.
    private static let mostNames = 5

    static func days(upTo today: LocalDate) -> ClosedRange<LocalDate> { today.adding(days: 1 - daysDrawn)...today }

    /// What the strips are drawn from.
    struct Strips: Sendable {
        let shown: [Device]
        /// By device.
        let health: [Int64: DeviceHealth]
        /// By source and day.
        let punches: [Int64: [LocalDate: Int]]
        let all: Int
    }

    /// - Parameter zone: of the program.
    init(
        yesterday: DayAnswer, today: DayAnswer, hours: HourChart, _ strips: Strips, _ report: StatusReport,
        in zone: Zone, now: Instant,
        for reader: Reader
    ) {
        hasDevices = strips.all > 0
        mayWrite = reader.may(.devicesWrite)
        let verdict =
            yesterday.isComplete
            ? reader.say("everything is here", "đủ") : reader.say("something is missing", "còn thiếu")
        let upTo = today.readUpTo.map { zone.local(at: $0).timeText.prefix(5) }
        answers = [
            Answer(
                day: reader.say("Yesterday", "Hôm qua") + ", \(Texts.date(yesterday.day))", verdict: verdict,
                tone: yesterday.isComplete ? "good" : "warn", pieces: HomePage.pieces(yesterday, reader)),
            Answer(
                day: reader.say("Today", "Hôm nay") + ", \(Texts.date(today.day))",
                verdict: upTo.map { reader.say("read up to \($0)", "đã đọc đến \($0)") }
                    ?? reader.say("nothing read yet", "chưa đọc được gì"),
                tone: upTo == nil || !today.unread.isEmpty ? "warn" : "good", pieces: HomePage.pieces(today, reader)),
        ]
        self.today = strips.all > 0 ? hours : nil
        let shownDays = HomePage.days(upTo: zone.date(at: now))
        dates = [0, HomePage.daysDrawn / 2, HomePage.daysDrawn - 1].map {
            String(Texts.date(shownDays.lowerBound.adding(days: $0)).prefix(5))
        }
        var known: [String: DrawnDays] = [:]
        self.strips = strips.shown.map { device in
            let days = HomePage.days(upTo: device.zone.date(at: now))
            let drawn = known[device.zone.identifier] ?? DrawnDays(days, in: device.zone)
            known[device.zone.identifier] = drawn
            return Strip(device, strips, days, drawn, now: now, reader)
        }
        others = strips.all > strips.shown.count ? Texts.number(strips.all - strips.shown.count, reader.language) : nil
        clients = report.status.hrClients.map { line in
            Client(
                name: line.name, place: report.client(named: line.name).map { "/hr/\($0.id)" } ?? "/hr",
                upTo: Texts.time(line.upTo, in: zone),
                pieces: HomePage.deliveries(
                    line.counts, yesterday.day, of: report.client(named: line.name)?.id, reader),
                trouble: report.trouble(ofClient: line, in: zone)?[reader.language])
        }
    }

    private static func pieces(_ answer: DayAnswer, _ reader: Reader) -> [Piece] {
        let number = Texts.number(answer.counts.pulled, reader.language)
        var pieces = [
            Piece(
                text: reader.say(answer.counts.pulled == 1 ? "1 punch" : "\(number) punches", "\(number) bản ghi"),
                address: "/punches?from=\(answer.day)&to=\(answer.day)")
        ]
        pieces += deliveries(answer.counts, answer.day, reader)
        guard !answer.unread.isEmpty else { return pieces }
        let count = Texts.number(answer.unread.count, reader.language)
        pieces.append(
            Piece(
                text: reader.say(
                    answer.unread.count == 1 ? "1 device is not read:" : "\(count) devices are not read:",
                    "\(count) thiết bị chưa đọc đủ:"), address: nil))
        pieces += answer.unread.prefix(mostNames).map { Piece(text: $0.name, address: "/devices/\($0.id)") }
        if answer.unread.count > mostNames {
            pieces.append(Piece(text: reader.say("and others", "và các thiết bị khác"), address: "/devices"))
        }
        return pieces
    }

    /// - Parameter client: the HR client alone whose deliveries are counted; nil counts those to all.
    private static func deliveries(
        _ counts: StatusCounts, _ day: LocalDate, of client: Int64? = nil, _ reader: Reader
    ) -> [Piece] {
        let states: [(DeliveryState, Phrase)] = [
            (.waiting, Phrase(en: "waiting", vi: "đang chờ gửi")), (.parked, Phrase(en: "parked", vi: "tạm giữ")),
            (.rejected, Phrase(en: "rejected", vi: "bị từ chối")),
        ]
        return states.compactMap { state, word in
            guard counts[state] > 0 else { return nil }
            return Piece(
                text: "\(Texts.number(counts[state], reader.language)) \(word[reader.language])",
                address: "/punches?from=\(day)&to=\(day)&state=\(state)" + (client.map { "&hr=\($0)" } ?? ""))
        }
    }
}

extension HomePage.Strip {
    fileprivate init(
        _ device: Device, _ strips: HomePage.Strips, _ days: ClosedRange<LocalDate>, _ drawn: DrawnDays, now: Instant,
        _ reader: Reader
    ) {
        let health = strips.health[device.id] ?? .fine
        let punches = strips.punches[device.sourceID] ?? [:]
        name = device.name
        address = "/devices/\(device.id)"
        state = health.word[reader.language]
        tone = health.tone
        upTo = Texts.time(device.completeUpTo, of: device)
        cells = device.states(of: drawn, punches: punches, now: now).enumerated().map { index, state in
            let day = days.lowerBound.adding(days: index)
            let count = Texts.number(punches[day] ?? 0, reader.language)
            return Cell(
                tone: state.tone,
                words: "\(Texts.date(day)): "
                    + reader.say("\(count) punches, ", "\(count) bản ghi, ") + state.word[reader.language],
                address: "/punches?device=\(device.id)&from=\(day)&to=\(day)")
        }
    }
}

extension DayState {
    fileprivate var tone: String {
        switch self {
        case .complete: "good"
        case .quiet: "quiet"
        case .under: "busy"
        case .silent: "warn"
        case .gap, .failing: "bad"
        case .before: ""
        }
    }
}
