import Access
import Attendance
import AttendanceHub
import ConnectorKit
import SyncEngine

/// All devices and how they are.
struct DevicesPage: PageModel {
    static let template = "devices"

    /// What was searched for, on its way into the next form.
    struct Kept: Sendable {
        let text: String
        let state: String
        let kind: String
        let tag: String

        init(_ search: DeviceSearch) {
            (text, state, kind, tag) = (search.text, search.state, search.kind, search.tag)
        }
    }

    /// Where the page is among all, and the ways on.
    struct Paging: Sendable {
        /// `1–50 of 1,000`; empty where all are shown.
        let place: String
        /// Nil at the ends.
        let previous: String?
        let next: String?
    }

    /// The list as a table, with what can be done with many devices at once.
    struct Table: Sendable {
        struct Row: Sendable {
            let card: DeviceCard
            let sendsTo: String
        }

        let rows: [Row]
        /// Whether anything can be done with chosen devices.
        let maySelect: Bool
        let maySync: Bool
        let mayWrite: Bool
        /// Where there is more than this page: how many the search finds.
        let foundBeyondPage: String?
        let clients: [String]
        let search: Kept
        let token: String
    }

    let search: Kept
    let chips: [DeviceListing.Chip]
    let hasChips: Bool
    let cards: [DeviceCard]
    /// Nil where they are shown as cards.
    let table: Table?
    let hasDevices: Bool
    /// Whether there are devices, and none of them is what was chosen.
    let hasNoMatch: Bool
    let paging: Paging
    let asCards: String
    let asTable: String
    /// Terminals that call and that no device is entered for.
    let unknown: [UnknownTerminalRow]
    let hasUnknown: Bool
    let maySync: Bool
    let mayWrite: Bool
    let token: String
}

extension DevicesPage {
    /// - Parameters:
    ///   - hasDevices: whether there are any, shown or not.
    ///   - clients: HR clients that devices can be made to send to.
    init(
        _ listing: DeviceListing, _ looks: DeviceLooks, hasDevices: Bool, clients: [String],
        unknown: [UnknownTerminalRow], for reader: Reader
    ) {
        let cards = listing.shown.map { looks.card(of: $0, for: reader) }
        let isTable = listing.view == .table
        self.unknown = unknown
        hasUnknown = !unknown.isEmpty
        search = Kept(listing.search)
        chips = listing.chips
        hasChips = !listing.chips.isEmpty
        self.cards = isTable ? [] : cards
        self.hasDevices = hasDevices
        hasNoMatch = hasDevices && listing.count == 0
        maySync = reader.may(.sync)
        mayWrite = reader.may(.devicesWrite)
        token = reader.formToken
        paging = Paging(listing, reader)
        asCards = listing.search.changed { $0.view = .cards }.address
        asTable = listing.search.changed { $0.view = .table }.address
        table =
            isTable && !cards.isEmpty
            ? Table(
                rows: zip(listing.shown, cards).map {
                    Table.Row(card: $1, sendsTo: looks.warnings.takers(of: $0).joined(separator: ", "))
                },
                maySelect: maySync || mayWrite, maySync: maySync, mayWrite: mayWrite,
                foundBeyondPage: listing.pages > 1 ? Texts.number(listing.count, reader.language) : nil,
                clients: clients,
                search: search, token: token)
            : nil
    }
}

/// How devices are at one moment, by what is known of their kinds.
struct DeviceLooks: Sendable {
    let kinds: DeviceKinds
    /// By device.
    let health: [Int64: DeviceHealth]
    let warnings: Warnings
    /// Devices that are heard while punches happen.
    var listening: Set<Int64> = []

    func card(of device: Device, for reader: Reader) -> DeviceCard {
        DeviceCard(
            device, health[device.id] ?? .fine, warnings.shown(of: device), of: kinds[device.kind], for: reader)
    }
}

extension DeviceLooks {
    init(_ devices: [Device], of hub: Hub, _ kinds: DeviceKinds) async throws {
        self.init(
            kinds: kinds, health: try await hub.health(of: devices), warnings: try await hub.warnings(),
            listening: hub.engine.liveLines.all)
    }
}

extension DevicesPage.Paging {
    fileprivate init(_ listing: DeviceListing, _ reader: Reader) {
        func page(_ number: Int) -> String? {
            guard (1...listing.pages).contains(number) else { return nil }
            return listing.search.changed { $0.page = number }.address
        }
        let first = Texts.number(listing.first + 1, reader.language)
        let last = Texts.number(listing.first + listing.shown.count, reader.language)
        let all = Texts.number(listing.count, reader.language)
        place = listing.pages > 1 ? reader.say("\(first)–\(last) of \(all)", "\(first)–\(last) trong \(all)") : ""
        previous = page(listing.search.page - 1)
        next = page(listing.search.page + 1)
    }
}
