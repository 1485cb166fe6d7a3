import Attendance
import Database
import LocalNetwork
import SADP

/// The last search of each network, this server's own and those reported from elsewhere.
public struct NetworkRepository: Sendable {
    let file: StoreFile

    /// Lists that are kept; the oldest go first.
    public static let mostLists = 100

    /// Keeps a list in the place of the same person's earlier one of that network.
    public func keep(
        _ devices: [FoundDevice], of network: String, ignored: Int, isReported: Bool, company: Int64? = nil,
        act: Act
    ) async throws(StoreFailure) -> NetworkList {
        try await file.write { database in
            try database.execute(
                sql: "DELETE FROM network_list WHERE reported = ? AND network = ? AND actor = ?",
                arguments: [isReported, network, act.by.name])
            let id = try database.insert(
                sql: """
                    INSERT INTO network_list (reported, network, actor, user_id, company_id, at, ignored)
                    VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
                    """,
                arguments: [
                    isReported, network, act.by.name, try database.accountID(of: act.by.name), company, act.at, ignored,
                ])
            for (place, device) in devices.prefix(SADPSettings.mostDevices).enumerated() {
                try device.insert(list: id, place: place, in: database)
            }
            try database.execute(
                sql: """
                    DELETE FROM network_list WHERE id NOT IN
                      (SELECT id FROM network_list ORDER BY id = ? DESC, at DESC, id DESC LIMIT ?)
                    """, arguments: [id, NetworkRepository.mostLists])
            let found = devices.count
            try database.recordHistory(
                isReported ? "network.reported" : "network.searched", network,
                Phrase(en: "\(found) devices found", vi: "tìm thấy \(found) thiết bị"), act: act)
            guard let list = try Self.lists(database, "WHERE network_list.id = ?", [id]).first else {
                throw NetworkListFailure.notKept
            }
            return list
        }
    }

    /// All lists, the newest first.
    public func all() async throws(StoreFailure) -> [NetworkList] {
        try await file.read { try Self.lists($0, "", []) }
    }

    /// Nil where it is not kept any more.
    public func find(_ id: Int64) async throws(StoreFailure) -> NetworkList? {
        try await file.read { try Self.lists($0, "WHERE network_list.id = ?", [id]).first }
    }

    /// The devices of a list, in the order in which they were found.
    public func devices(of list: NetworkList) async throws(StoreFailure) -> [FoundDevice] {
        try await file.read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM network_device WHERE list_id = ? ORDER BY place", arguments: [list.id]
            ).map { FoundDevice($0) }
        }
    }

    /// Writes down what a device was found to be since the search.
    public func note(_ binding: BindingState, of place: Int, in list: NetworkList) async throws(StoreFailure) {
        try await file.write {
            try $0.execute(
                sql: "UPDATE network_device SET binding = ? WHERE list_id = ? AND place = ?",
                arguments: [binding.rawValue, list.id, place])
        }
    }

    public func remove(_ list: NetworkList, act: Act) async throws(StoreFailure) {
        try await file.write { database in
            try database.execute(sql: "DELETE FROM network_list WHERE id = ?", arguments: [list.id])
            try database.recordHistory(
                "network.removed", list.network, Phrase(en: "list removed", vi: "đã xóa danh sách"), act: act)
        }
    }

    private static func lists(
        _ database: Database, _ condition: String, _ arguments: Arguments
    ) throws -> [NetworkList] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT network_list.*, (SELECT count(*) FROM network_device WHERE list_id = network_list.id) AS devices
                FROM network_list \(condition) ORDER BY at DESC, id DESC
                """, arguments: arguments
        ).map(NetworkList.init)
    }
}
