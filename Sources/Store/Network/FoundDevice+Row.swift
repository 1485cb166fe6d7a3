import Database
import LocalNetwork
import SADP
import Serials

extension FoundDevice {
    init(_ row: Row) {
        self.init(
            serial: row["serial"], model: row["model"], mac: (row["mac"] as String?).flatMap { MACAddress($0) },
            ipv4: row["ipv4"], source: row["source"], interface: row["interface"], httpPort: row["http_port"],
            commandPort: row["command_port"], firmware: row["firmware"], isActivated: row["activated"],
            hikConnect: DeviceAnnouncement.HikConnect(rawValue: row["hik_connect"]) ?? .unknown,
            binding: BindingState(rawValue: row["binding"]) ?? .unknown, offersUnbind: row["offers_unbind"],
            rivalry: DeviceRivalry(rawValue: row["contested"]))
    }

    func insert(list: Int64, place: Int, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO network_device
                  (list_id, place, serial, short_serial, model, mac, ipv4, source, interface, http_port, command_port,
                   firmware, activated, hik_connect, binding, offers_unbind, contested)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                list, place, serial, shortSerial?.text, model, mac?.announced, ipv4, source, interface, httpPort,
                commandPort, firmware, isActivated, hikConnect.rawValue, binding.rawValue, offersUnbind,
                rivalry?.rawValue ?? 0,
            ])
    }
}
