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
    /// All that the search finds.
    let found: [Device]
    /// Those of the page.
    let shown: ArraySlice<Device>
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
        func health(_ device: Device) -> DeviceHealth { looks.health[device.id] ?? .fine }
        let sorted = asked.found(among: devices).enumerated().map { (device: $1, key: (health($1).urgency, $0)) }
            .sorted { $0.key < $1.key }.map(\.device)
        let ofState = sorted.filter { asked.state.isEmpty || health($0).key == asked.state }
        let ofKind = sorted.filter { asked.kind.isEmpty || $0.kind == asked.kind }
        found = ofState.filter { asked.kind.isEmpty || $0.kind == asked.kind }
        self.view = asked.view ?? view ?? (found.count > DeviceListing.mostCards ? .table : .cards)
        let size = self.view == .table ? DeviceListing.rowsOfTable : DeviceListing.mostCards
        pages = max((found.count + size - 1) / size, 1)
        var search = asked
        search.page = min(asked.page, pages)
        self.search = search
        shown = found.dropFirst((search.page - 1) * size).prefix(size)

        let states = Group.all(of: ofKind, chosen: asked.state) { health($0).key }.map { group in
            Chip(
                address: search.changed { $0.state = group.key == asked.state ? "" : group.key }.address,
                text: DeviceHealth.word(ofKey: group.key)?[language] ?? group.key,
                number: Texts.number(group.count, language), isChosen: group.key == asked.state)
        }
        let kinds = Group.all(of: ofState, chosen: asked.kind, by: \.kind).map { group in
            Chip(
                address: search.changed { $0.kind = group.key == asked.kind ? "" : group.key }.address,
                text: looks.kinds[group.key]?.title[language] ?? group.key,
                number: Texts.number(group.count, language), isChosen: group.key == asked.kind)
        }
        chips =
            (states.count > 1 || !asked.state.isEmpty ? states : [])
            + (kinds.count > 1 || !asked.kind.isEmpty ? kinds : [])
    }

    /// Devices that have something in common.
    private struct Group {
        let key: String
        var count: Int

        /// In the order in which they come; what was chosen stays, even where nothing of it is left.
        static func all(of devices: [Device], chosen: String, by key: (Device) -> String) -> [Group] {
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
    }
}
