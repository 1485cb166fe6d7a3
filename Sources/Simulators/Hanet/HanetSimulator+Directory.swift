import HTTPTypes
import Hummingbird
import Synchronization

/// Devices and people of a place (contract 3 and 4.2), with the deprecated twins that clients still call.
extension HanetSimulator {
    func addDirectoryRoutes(to router: Router<BasicRequestContext>) {
        for path in ["/device/getListDeviceByPlace", "/device/get-list-device-by-place"] {
            answer(path, router) { form, state in
                guard let id = form["placeID"], let place = state.places[id] else {
                    return .code(-1005, "PLACE NOT FOUND")
                }
                return .data(Array("[\(HanetSimulator.devices(id, place))]".utf8))
            }
        }
        for path in ["/device/getListDevice", "/device/get-list-device"] {
            answer(path, router) { _, state in
                let devices = state.places.sorted { $0.key < $1.key }.map { HanetSimulator.devices($0.key, $0.value) }
                return .data(Array("[\(devices.joined(separator: ","))]".utf8))
            }
        }
        answer("/device/getConnectionStatus", router) { form, _ in
            let ids = (form["deviceIDs"] ?? "").split(separator: ",")
            let states = ids.map { id in
                "\(quoted(String(id))):\(HanetSimulator.cameras.contains { $0.id == id })"
            }
            return .data(Array("{\(states.joined(separator: ","))}".utf8))
        }
        answer("/person/getListByPlace", router) { form, state in
            guard let place = state.places[form["placeID"] ?? ""] else { return .code(-1005, "PLACE NOT FOUND") }
            let people = HanetSimulator.people(of: place, type: form["type"].flatMap { Int($0) } ?? 0)
            let size = min(form["size"].flatMap { Int($0) } ?? 50, 500)
            let page = max(form["page"].flatMap { Int($0) } ?? 1, 1)
            let rows = people.dropFirst((page - 1) * size).prefix(size)
            return .data(Array("[\(rows.joined(separator: ","))]".utf8))
        }
        // The newer gateway: no statusCode, "Success", and the allowance in headers (contract 1.1, 4.3).
        router.post("/person/getTotalPersonByPlaceID") { request, context in
            let form = try await Form(request)
            let count = self.state.withLock { state in
                state.places[form["placeID"] ?? ""].map { HanetSimulator.people(of: $0, type: 0).count } ?? 0
            }
            let text = "{\"returnCode\":1,\"returnMessage\":\"Success\",\"data\":\(count)}"
            var reply = try JSONReply(text).response(from: request, context: context)
            for (name, value) in [("Limit", "30"), ("Remaining", "29"), ("Reset", "1000")] {
                if let field = HTTPField.Name("X-Rate-Limit-\(name)") { reply.headers[field] = value }
            }
            return reply
        }
    }

    private static let cameras = [
        (id: "C21201B011", name: "Cổng chính"), (id: "C21201B012", name: "Sảnh tầng 2"),
        (id: "C21201B013", name: "Kho"),
    ]

    private static func devices(_ id: String, _ place: Place) -> String {
        cameras.map {
            "{\"address\":\"Hà Nội\",\"placeID\":\(id),\"deviceID\":\"\($0.id)\",\"deviceName\":\(quoted($0.name)),\"placeName\":\(quoted(place.name))}"
        }.joined(separator: ",")
    }

    /// The people that the place's check-ins show, by their id.
    private static func people(of place: Place, type: Int) -> [String] {
        guard case .kept(let rows) = place.checkins else { return [] }
        var seen: Set<String> = []
        return rows.filter { $0.type == type && seen.insert($0.personID).inserted }.map {
            "{\"aliasID\":\(quoted($0.aliasID)),\"name\":\(quoted($0.personName)),\"personID\":\"\($0.personID)\",\"avatar\":\"\",\"title\":\($0.title.map(quoted) ?? "null")}"
        }
    }
}
