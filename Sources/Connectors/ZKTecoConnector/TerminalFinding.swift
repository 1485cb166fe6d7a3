import Attendance
import ConnectorKit
import ZKTeco

/// Finds terminals on this machine's networks.
enum TerminalFinding {
    static let finder = DeviceFinder(addressField: "host") { leftOut, onFind in
        let search = TerminalSearch(networks: TerminalSearch.Network.all(), leftOut: leftOut)
        return await search.run { onFind(FoundSystem($0)) }.map(FoundSystem.init)
    }
}

extension FoundSystem {
    fileprivate init(_ terminal: FoundTerminal) {
        var fields = FieldValues()
        fields.set("host", terminal.address.host)
        fields.set("port", String(terminal.address.port))
        if terminal.transport == .udp { fields.set("protocol", terminal.transport.rawValue) }
        self.init(
            kind: "zkteco", identity: terminal.identity.serialNumber, address: terminal.address.host,
            model: terminal.identity.deviceName, firmware: terminal.identity.firmware, needsKey: terminal.needsKey,
            fields: fields)
    }
}
