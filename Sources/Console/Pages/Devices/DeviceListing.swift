import Attendance
import AttendanceHub
import ConnectorKit
import Wire

/// Which devices the list shows, and in which order: those first that somebody must look at.
struct DeviceListing: Sendable {
    /// A way to the devices of one state or kind; those of all where it is chosen already.
    struct Chip: Sendable {
        let address: String
        let text: String
        let number: String
        let isChosen: Bool
    }

    let search: DeviceSearch
    let view: DeviceSearch.View
    /// Places of all that the search finds, among all devices: they are many, and few are shown.
    private let places: [Int]
    private let devices: [Device]
    /// Those of the page.
    let shown: [Device]
    /// How many the search finds.
    var count: Int { places.count }
    /// All that the search finds.
    var found: [Device] { places.map { devices[$0] } }
    /// The first so many of them.
    func foremost(_ count: Int) -> [Device] { places.prefix(count).map { devices[$0] } }
    /// The place of the page's first among all that the search finds.
    let first: Int
    /// At least 1.
    let pages: Int
    /// Empty where there is nothing to choose between.
    let chips: [Chip]

    /// Cards up to so many, above them a table.
    static let mostCards = 30
    static let rowsOfTable = 50

    /// - Parameter view: what was chosen before; nil chooses by how many there are.
    init(
        _ devices: [Device], _ looks: DeviceLooks, _ asked: DeviceSearch, remembered view: DeviceSearch.View?,
        _ language: Language
    ) {
        let health = devices.map { looks.health[$0.id] ?? .fine }
        let sorted = asked.found(among: devices).map { (urgency: health[$0].urgency, place: $0) }
            .sorted { ($0.urgency, $0.place) < ($1.urgency, $1.place) }.map(\.place)
        let ofState = sorted.filter { asked.state.isEmpty || health[$0].key == asked.state }
        let ofKind = sorted.filter { asked.kind.isEmpty || devices[$0].kind == asked.kind }
        let found = ofState.filter { asked.kind.isEmpty || devices[$0].kind == asked.kind }
        places = found
        self.devices = devices
        self.view = asked.view ?? view ?? (found.count > DeviceListing.mostCards ? .table : .cards)
        let size = self.view == .table ? DeviceListing.rowsOfTable : DeviceListing.mostCards
        pages = max((found.count + size - 1) / size, 1)
        var search = asked
        search.page = min(asked.page, pages)
        self.search = search
        let start = min((search.page - 1) * size, found.count)
        let end = min(start + size, found.count)
        first = start
        shown = found[start..<end].map { devices[$0] }

        let states = Group.all(of: ofKind, chosen: asked.state) { health[$0].key }.map { group in
            Chip(
                address: search.changed { $0.state = group.key == asked.state ? "" : group.key }.address,
                text: DeviceHealth.word(ofKey: group.key)?[language] ?? group.key,
                number: Texts.number(group.count, language), isChosen: group.key == asked.state)
        }
        let kinds = Group.all(of: ofState, chosen: asked.kind) { devices[$0].kind }.map { group in
            Chip(
                address: search.changed { $0.kind = group.key == asked.kind ? "" : group.key }.address,
                text: looks.kinds[group.key]?.title[language] ?? group.key,
                number: Texts.number(group.count, language), isChosen: group.key == asked.kind)
        }
        let tags = Group.tags(of: found, among: devices, chosen: asked.tag).map { group in
            Chip(
                address: search.changed { $0.tag = group.key == asked.tag ? "" : group.key }.address, text: group.key,
                number: Texts.number(group.count, language), isChosen: group.key == asked.tag)
        }
        chips =
            (states.count > 1 || !asked.state.isEmpty ? states : [])
            + (kinds.count > 1 || !asked.kind.isEmpty ? kinds : []) + tags
    }

    /// Devices that have something in common.
    private struct Group {
        let key: String
        var count: Int

        /// In the order in which they come; what was chosen stays, even where nothing of it is left.
        static func all(of devices: [Int], chosen: String, by key: (Int) -> String) -> [Group] {
            var groups: [Group] = []
            var places: [String: Int] = [:]
            for device in devices {
                let key = key(device)
                if let place = places[key] {
                    groups[place].count += 1
                } else {
                    places[key] = groups.count
                    groups.append(Group(key: key, count: 1))
                }
            }
            if !chosen.isEmpty, places[chosen] == nil { groups.append(Group(key: chosen, count: 0)) }
            return groups
        }

        /// Tags that a list offers at most: those of the most devices.
        private static let mostTags = 12

        /// By how many devices have it; the chosen one first. Spelled as the first device has it.
        static func tags(of places: [Int], among devices: [Device], chosen: String) -> [Group] {
            var groups: [String: Group] = [:]
            for place in places {
                for tag in devices[place].tags.words {
                    groups[tag.lowercased(), default: Group(key: tag, count: 0)].count += 1
                }
            }
            let own = groups.removeValue(forKey: chosen.lowercased())
            let others = groups.values.sorted { ($1.count, $0.key) < ($0.count, $1.key) }.prefix(mostTags)
            if chosen.isEmpty { return Array(others) }
            return [Group(key: chosen, count: own?.count ?? 0)] + others
        }
    }
}
