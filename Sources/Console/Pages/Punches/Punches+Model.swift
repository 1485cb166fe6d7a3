import Access
import Attendance
import AttendanceHub

struct PunchesPage: PageModel {
    static let template = "punches"
    static let livePart: String? = "punch-rows"

    struct Count: Sendable {
        let text: String
        let value: String
    }

    struct Announced: Sendable {
        let id: Int64
        let text: String
    }

    struct Row: Sendable {
        struct State: Sendable {
            let tone: String
            let text: String
            let hr: String
            let reason: String
        }

        let id: Int64
        let code: String
        let name: String
        let device: String
        let sourceDevice: String
        let time: String
        let date: String
        let deliveries: [State]
    }

    struct Link: Sendable {
        let address: String
        let text: String
    }

    let code: String
    let person: String
    let from: String
    let to: String
    let at: String
    let devices: [Choice]
    /// Where the names of all devices are had from, once somebody opens the choice; nil where they are here.
    let moreDevices: String?
    let states: [Choice]
    let clients: [Choice]
    let orders: [Choice]
    let sizes: [Choice]
    /// One hour of the days, by the instant at which it begins; nil where all are meant.
    let hour: String?
    /// What the filter leaves out, each with the way to the same without it.
    let chips: [Link]
    /// How many of them there are; nil where there is none.
    let filters: String?
    let spans: [Link]
    let kept: [ConfirmPage.Input]
    let warning: String?
    let csvAddress: String
    let xlsxAddress: String
    let total: String
    /// Which of how many rows are shown; nil where none is.
    let place: String?
    let counts: [Count]
    let announced: [Announced]
    let rows: [Row]
    let codeOrder: String
    let deviceOrder: String
    let timeOrder: String
    let next: String?
    let previous: String?
    let first: String?
    let canJump: Bool
    /// The address of the page itself, for the form that changes how it looks.
    let here: String
    let densities: [Choice]
    let columns: [Choice]
    let showsCode: Bool
    let showsDevice: Bool
    let showsCamera: Bool
    let showsDate: Bool
    let showsDelivery: Bool
    let isLive: Bool
}

extension PunchesPage {
    /// What the rows of one page are made of.
    struct Found: Sendable {
        let page: PunchPage
        let totals: PunchTotals
        /// Announced by webhooks and not confirmed yet, each with its device's name.
        let announced: [(announcement: Announcement, device: String)]
    }

    /// Devices whose names are sent with the page.
    private static let mostDevices = 100

    /// What can be chosen in the filter.
    struct Offer: Sendable {
        let devices: [(id: Int64, name: String)]
        let clients: [HRClient]
    }

    /// - Parameters:
    ///   - warning: why the filter was not followed to the letter.
    ///   - today, zone: of the program.
    init(
        _ found: Found, _ filter: PunchSearchForm, _ offer: Offer, _ look: TableLook, warning: Phrase?,
        today: LocalDate, in zone: Zone, for reader: Reader
    ) {
        let (language, search) = (reader.language, filter.search)
        func link(_ changes: [String: String]) -> String { filter.address("/punches", changing: changes) }
        code = filter.typed["code"] ?? ""
        person = filter.typed["person"] ?? ""
        from = search.from?.description ?? ""
        to = search.to?.description ?? ""
        at = filter.typed["at"] ?? ""
        let isMany = offer.devices.count > PunchesPage.mostDevices
        devices = offer.devices.map {
            Choice(String($0.id), $0.name, isChosen: filter.typed["device"] == String($0.id))
        }.filter { !isMany || $0.isChosen }
        moreDevices = isMany ? "/punches/devices" : nil
        states = DeliveryState.allCases.map { Choice($0.word, $0.label[language], isChosen: search.state == $0) }
        clients = offer.clients.map { Choice(String($0.id), $0.name, isChosen: search.hrClientID == $0.id) }
        orders = PunchesPage.orders(reader).map { Choice($0.0.rawValue, $0.1, isChosen: search.order == $0.0) }
        sizes = PunchSearchForm.sizes.map { Choice(String($0), String($0), isChosen: filter.size == $0) }
        hour = filter.typed["hour"]
        let chips = PunchesPage.chips(of: filter, offer, today: today, in: zone, for: reader)
        self.chips = chips
        filters = chips.isEmpty ? nil : String(chips.count)
        spans = PunchesPage.spans(today, reader).map { text, first in
            Link(address: link(["from": first.description, "to": today.description, "hour": ""]), text: text)
        }
        kept = filter.kept
        self.warning = warning?[language]
        csvAddress = filter.address("/punches/export.csv")
        xlsxAddress = filter.address("/punches/export.xlsx")
        total = Texts.number(found.totals.punches, language) + (found.totals.isAtLeast ? "+" : "")
        place = PunchesPage.place(found, filter, for: reader)
        counts = DeliveryState.allCases.compactMap { state in
            found.totals.deliveries.map {
                Count(text: state.label[language], value: Texts.number($0[state] ?? 0, language))
            }
        }
        announced = found.announced.map { Announced($0.announcement, device: $0.device, reader) }
        rows = found.page.punches.map { Row($0, language) }
        codeOrder = link(["order": "code"])
        deviceOrder = link(["order": "device"])
        timeOrder = link(["order": search.order == .newest ? "oldest" : "newest"])
        next = found.page.next.map { cursor in
            link(["after": cursor.text, "start": filter.start.map { String($0 + found.page.punches.count) } ?? ""])
        }
        previous = found.page.previous.map { cursor in
            link(["after": cursor.text, "start": filter.start.map { String(max(1, $0 - filter.size)) } ?? ""])
        }
        first = filter.isFirst ? nil : link([:])
        canJump = search.order == .newest || search.order == .oldest
        isLive = filter.isLive
        here = link(PunchesPage.position(of: filter))
        densities = TableLook.Density.allCases.map {
            Choice($0.rawValue, $0.label[language], isChosen: look.density == $0)
        }
        columns = TableLook.Column.allCases.map {
            Choice($0.rawValue, $0.label[language], isChosen: look.columns.contains($0))
        }
        showsCode = look.columns.contains(.code)
        showsDevice = look.columns.contains(.device)
        showsCamera = look.columns.contains(.camera)
        showsDate = look.columns.contains(.date)
        showsDelivery = look.columns.contains(.delivery)
    }

    /// Where in the list its page stands.
    private static func position(of filter: PunchSearchForm) -> [String: String] {
        guard let after = filter.typed["after"] else { return [:] }
        return ["after": after, "start": filter.start.map(String.init) ?? ""]
    }

    private static func orders(_ reader: Reader) -> [(PunchSearch.Order, String)] {
        [
            (.newest, reader.say("newest first", "mới nhất trước")),
            (.oldest, reader.say("oldest first", "cũ nhất trước")), (.code, reader.say("by code", "theo mã")),
            (.device, reader.say("by device", "theo thiết bị")),
        ]
    }

    /// Ranges up to today, by their first day.
    private static func spans(_ today: LocalDate, _ reader: Reader) -> [(String, LocalDate)] {
        [
            (reader.say("today", "hôm nay"), today), (reader.say("7 days", "7 ngày"), today.adding(days: -6)),
            (reader.say("this month", "tháng này"), today.firstOfMonth),
            (reader.say("3 months", "3 tháng"), today.adding(months: -3).adding(days: 1)),
        ]
    }
}

extension PunchesPage.Announced {
    init(_ punch: Announcement, device: String, _ reader: Reader) {
        id = punch.id
        text = reader.say(
            "\(device) has just announced: \(punch.personName) (\(punch.code)). It is being confirmed.",
            "\(device) vừa báo: \(punch.personName) (\(punch.code)). Đang đối chiếu.")
    }
}

extension PunchesPage.Row {
    init(_ item: PunchWithDeliveries, _ language: Language) {
        id = item.punch.id
        code = item.punch.code.isEmpty ? "–" : item.punch.code
        name = item.punch.personName.isEmpty ? code : item.punch.personName
        device = item.punch.device
        sourceDevice = item.punch.sourceDevice
        time = item.punch.local.timeText
        date = Texts.date(item.punch.local.date)
        deliveries = item.deliveries.map {
            State(
                tone: Texts.tone($0.state), text: $0.state.label[language], hr: $0.hrClient,
                reason: $0.reason?[language] ?? "")
        }
    }
}
