import Access
import Attendance
import Hummingbird
import LocalNetwork
import Store

/// The lists of devices on networks, for whoever may see them. Another company's list is as good as none.
struct NetworkLists: Sendable {
    let networks: NetworkRepository

    /// What was searched here and what this visitor's company reported; those who run the hub or the desk, and their
    /// programs, see every company's.
    func all(shownTo principal: Principal) async throws -> [NetworkList] {
        try await networks.all().filter { NetworkLists.maySee($0, principal) }
    }

    private static func maySee(_ list: NetworkList, _ principal: Principal) -> Bool {
        if principal.accountID == nil, principal.companyID == nil { return true }
        if principal.accountID != nil, principal.may(.devicesRead) || principal.may(.casesRead) { return true }
        return principal.shares(list.accountID, list.companyID) || !list.isReported
    }

    /// A list by its id, as an address has it.
    func find(_ id: String, shownTo principal: Principal) async throws -> NetworkList {
        guard let number = Int64(id), let list = try await networks.find(number), NetworkLists.maySee(list, principal)
        else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "this list is not kept any more: search again", vi: "danh sách này không còn: hãy tìm lại"))
        }
        return list
    }

    /// Forgets a list, where it is this visitor's to forget: the own one, and everybody's for those who run the hub or the
    /// desk, and for programs.
    func remove(_ id: String, by principal: Principal, at now: Instant) async throws {
        let list = try await find(id, shownTo: principal)
        guard
            principal.accountID == nil || principal.owns(list.accountID) || principal.may(.devicesWrite)
                || principal.may(.casesDecide)
        else {
            throw Refusal(
                .forbidden,
                Phrase(
                    en: "this list is \(list.actor)'s: only they and those who run the hub can remove it",
                    vi: "danh sách này của \(list.actor): chỉ người đó và người vận hành mới xóa được"))
        }
        try await networks.remove(list, act: Act(by: principal.actor, at: now))
    }

    /// The device that an address names, in `id` its list and in `place` where it stands in it.
    func device(of visit: Visit) async throws -> (list: NetworkList, place: Int, device: FoundDevice) {
        let list = try await find(visit.parameter("id"), shownTo: visit.principal)
        let devices = try await networks.devices(of: list)
        guard let place = Int(visit.parameter("place")), devices.indices.contains(place) else {
            throw Refusal(.notFound, Phrase(en: "there is no such device", vi: "không có thiết bị này"))
        }
        return (list, place, devices[place])
    }
}
