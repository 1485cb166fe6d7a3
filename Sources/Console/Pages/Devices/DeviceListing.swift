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

    let shown: [Device]
    /// Empty where there is nothing to choose between.
    let chips: [Chip]

    /// - Parameters:
    ///   - state: the key of a state; empty is any.
    ///   - kind: the id of a kind; empty is any.
    init(_ devices: [Device], _ looks: DeviceLooks, state: String, kind: String, _ language: Language) {
        func health(_ device: Device) -> DeviceHealth { looks.health[device.id] ?? .fine }
        let sorted = devices.enumerated().sorted { one, other in
            (health(one.element).urgency, one.offset) < (health(other.element).urgency, other.offset)
        }.map(\.element)
        shown = sorted.filter {
            (state.isEmpty || health($0).key == state) && (kind.isEmpty || $0.kind == kind)
        }
        func address(state: String, kind: String) -> String {
            let parts = [("state", state), ("kind", kind)].filter { !$0.1.isEmpty }
                .map { "\($0.0)=\(PercentEncoding.encode($0.1))" }
            return parts.isEmpty ? "/devices" : "/devices?" + parts.joined(separator: "&")
        }
        func group(
            _ key: (Device) -> String, _ text: (Device) -> String
        ) -> [(key: String, text: String, count: Int)] {
            var groups: [(key: String, text: String, count: Int)] = []
            for device in sorted {
                if let place = groups.firstIndex(where: { $0.key == key(device) }) {
                    groups[place].count += 1
                } else {
                    groups.append((key(device), text(device), 1))
                }
            }
            return groups
        }
        let states = group({ health($0).key }, { health($0).word[language] })
        let kinds = group(\.kind) { looks.kinds[$0.kind]?.title[language] ?? $0.kind }
        var chips: [Chip] = []
        if states.count > 1 || !state.isEmpty {
            chips += states.map { group in
                Chip(
                    address: address(state: group.key == state ? "" : group.key, kind: kind), text: group.text,
                    number: Texts.number(group.count, language), isChosen: group.key == state)
            }
        }
        if kinds.count > 1 || !kind.isEmpty {
            chips += kinds.map { group in
                Chip(
                    address: address(state: state, kind: group.key == kind ? "" : group.key), text: group.text,
                    number: Texts.number(group.count, language), isChosen: group.key == kind)
            }
        }
        self.chips = chips
    }
}
