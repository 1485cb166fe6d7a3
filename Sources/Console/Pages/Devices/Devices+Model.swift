import Access
import Attendance
import AttendanceHub
import ConnectorKit

/// All devices and how they are.
struct DevicesPage: PageModel {
    static let template = "devices"

    let chips: [DeviceListing.Chip]
    let hasChips: Bool
    let cards: [DeviceCard]
    let hasDevices: Bool
    /// Whether there are devices, and none of them is what was chosen.
    let hasNoMatch: Bool
    /// Terminals that call and that no device is entered for.
    let unknown: [UnknownTerminalRow]
    let hasUnknown: Bool
    let maySync: Bool
    let mayWrite: Bool
    let token: String
}

extension DevicesPage {
    /// - Parameter hasDevices: whether there are any, shown or not.
    init(
        _ listing: DeviceListing, _ looks: DeviceLooks, hasDevices: Bool, unknown: [UnknownTerminalRow],
        for reader: Reader
    ) {
        self.unknown = unknown
        hasUnknown = !unknown.isEmpty
        chips = listing.chips
        hasChips = !listing.chips.isEmpty
        cards = listing.shown.map { looks.card(of: $0, for: reader) }
        self.hasDevices = hasDevices
        hasNoMatch = hasDevices && listing.shown.isEmpty
        maySync = reader.may(.sync)
        mayWrite = reader.may(.devicesWrite)
        token = reader.formToken
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
            device, health[device.id] ?? .fine, warnings.of(device), of: kinds[device.kind], for: reader)
    }
}
