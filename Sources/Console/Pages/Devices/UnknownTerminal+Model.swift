import Access
import Attendance
import ConnectorKit
import Wire

/// A terminal that calls and that no device is entered for, on the list of devices.
struct UnknownTerminalRow: Sendable {
    let serial: String
    let address: String
    /// What it says of itself.
    let says: String
    let first: String
    let last: String
    /// The form of a new device with what is known filled in; nil for those who may not add one.
    let addAddress: String?
}

extension UnknownTerminalRow {
    /// - Parameter zone: in which times are shown.
    init(_ terminal: StrangeTerminal, in zone: Zone, for reader: Reader) {
        serial = terminal.serial
        address = terminal.address
        says = [terminal.facts[.model], terminal.facts[.deviceType], terminal.facts[.firmware]].compactMap { $0 }
            .joined(separator: ", ")
        first = Texts.time(terminal.firstAt, in: zone)
        last = Texts.time(terminal.lastAt, in: zone)
        let name = PercentEncoding.encode(terminal.serial)
        addAddress =
            reader.may(.devicesWrite) ? "/devices/new?kind=\(terminal.kind)&name=\(name)&serial=\(name)" : nil
    }
}
