import Foundation
import HTTPTypes
import Hummingbird
import SeededChance
import Synchronization

/// One event as the Nuveq cloud keeps it.
public struct NuveqEventRecord: Sendable {
    public var id: Int64
    public var uuid: String
    public var eventName: String
    public var attendance: Bool?
    public var visitor: Bool?
    public var userName: String
    public var staffNo: String
    public var direction: String
    /// Epoch milliseconds.
    public var milliseconds: Int64

    public init(
        id: Int64, uuid: String? = nil, eventName: String = "Valid access", attendance: Bool? = true,
        visitor: Bool? = false, userName: String, staffNo: String, direction: String = "Entry", milliseconds: Int64
    ) {
        self.id = id
        self.uuid = uuid ?? "00000000-0000-4000-8000-\(String(format: "%012d", id))"
        self.eventName = eventName
        self.attendance = attendance
        self.visitor = visitor
        self.userName = userName
        self.staffNo = staffNo
        self.direction = direction
        self.milliseconds = milliseconds
    }

    func json(zone: String, offset: Int64) -> String {
        let wall = WorkingHours.wall(milliseconds, offset: offset)
        let utc = WorkingHours.wall(milliseconds, offset: 0)
        let flag = { (value: Bool?) in value.map { $0 ? "true" : "false" } ?? "null" }
        return """
            {"id":\(id),"uuid":"\(uuid)","mac":"00:1B:44:11:3A:B7","ownerId":344,"ownerName":"Demo",\
            "siteId":12,"siteName":"Kho Bình Dương ","cardId":\(visitor == true ? 0 : 77),"cardNo":1234567,\
            "doorId":\(direction == "Status" ? 0 : 3),"eventName":\(quoted(eventName)),"alarmEvent":null,\
            "attendance":\(flag(attendance)),"visitor":\(flag(visitor)),"userName":\(quoted(userName)),\
            "deptId":null,"dept":"","postId":null,"post":null,"staffNo":\(quoted(staffNo)),"type":"Cửa kho",\
            "direction":"\(direction)","level":1,"record":9,"date":"\(wall.date)",\
            "time":"\(wall.time)\(id % 4 == 0 ? ".000" : "")","timezone":"\(zone)",\
            "timestamp":"\(utc.date)T\(utc.time)Z","plateNo":""}
            """
    }
}

/// The Nuveq cloud (Partner API 2.0) on loopback, written from the contract.
public final class NuveqSimulator: Simulator {
    private struct State {
        var events: [NuveqEventRecord] = []
        var keys: Set<String>
        var sendsCursor = true
        var webhook = "{\"enable\":false,\"webhookLink\":\"\"}"
        var calls: [String] = []
    }

    public let faults = FaultPlan()
    private let zone: String
    private let offset: Int64
    private let state: Mutex<State>

    /// - Parameter offsetHours: of `zone` from UTC; the zone must have no daylight saving.
    public init(key: String = "nuveq-key", zone: String = "Asia/Ho_Chi_Minh", offsetHours: Int = 7) {
        self.zone = zone
        offset = Int64(offsetHours) * 3_600_000
        state = Mutex(State(keys: [key]))
    }

    public func setEvents(_ events: [NuveqEventRecord]) {
        state.withLock { $0.events = events.sorted { $0.id < $1.id } }
    }

    /// Adds events with new ids behind all others, whatever their time: the late flush of an offline controller.
    public func flushLate(_ events: [NuveqEventRecord]) {
        state.withLock { state in
            var next = (state.events.last?.id ?? 0) + 1
            for var event in events {
                event.id = next
                event.uuid = "11111111-0000-4000-8000-\(String(format: "%012d", next))"
                next += 1
                state.events.append(event)
            }
        }
    }

    /// Adds one event behind all others.
    public func add(_ event: NuveqEventRecord) { state.withLock { $0.events.append(event) } }

    /// The id that the next event gets.
    public var nextID: Int64 { state.withLock { ($0.events.map(\.id).max() ?? 0) + 1 } }

    public func setKeys(_ keys: Set<String>) { state.withLock { $0.keys = keys } }

    /// Whether lists carry `cursor` and `total`.
    public func setSendsCursor(_ sends: Bool) { state.withLock { $0.sendsCursor = sends } }

    /// The query of every event call since the start.
    public var calls: [String] { state.withLock { $0.calls } }

    public func addRoutes(to router: Router<BasicRequestContext>) {
        router.get("/healthz") { _, _ in JSONReply("{\"error\":0,\"message\":\"Success\",\"data\":\"ok\"}") }
        addOpenRoute(to: router)
        router.get("/api/events") { request, _ in self.events(request) }
        router.post("/api/webhooks") { request, _ in
            let body = try await String(buffer: request.body.collect(upTo: 1 << 16))
            self.state.withLock { $0.webhook = body }
            return JSONReply("{\"error\":0,\"message\":\"Success\",\"data\":\(body)}", status: .created)
        }
    }

    private func events(_ request: Request) -> JSONReply {
        let query = request.uri.queryParameters
        let state = self.state.withLock { state in
            state.calls.append(request.uri.query ?? "")
            return state
        }
        let key = HTTPField.Name("X-API-KEY").flatMap { request.headers[$0] } ?? ""
        guard state.keys.contains(key) else {
            return JSONReply("{\"error\":401,\"message\":\"Unauthorized\",\"data\":null}", status: .unauthorized)
        }
        let first = query["first"].flatMap { Int($0) } ?? 100
        guard first <= 1000 else {
            return JSONReply(
                "{\"error\":400,\"message\":\"Maximum can only query 1000 data.\",\"data\":null}", status: .badRequest)
        }
        guard let date = query["date"].map(String.init), WorkingHours.dayNumber(date) != nil else {
            return JSONReply("{\"error\":400,\"message\":\"date is required\",\"data\":null}", status: .badRequest)
        }
        let after = query["after"].flatMap { Int64($0) } ?? 0
        let day = state.events.filter { WorkingHours.wall($0.milliseconds, offset: offset).date == date }
        let page = day.filter { $0.id > after }.prefix(first)
        let data = page.map { $0.json(zone: zone, offset: offset) }.joined(separator: ",")
        let cursor =
            state.sendsCursor ? page.last.map { ",\"cursor\":\($0.id),\"total\":\(day.count)" } ?? "" : ""
        return JSONReply("{\"error\":0,\"message\":\"Success\",\"data\":[\(data)]\(cursor)}")
    }

    /// Two months of a warehouse: staff, visitors, status events, unknown cards, doors released by hand.
    public static func realistic(people: Int, days: Int, now: Int64, seed: UInt64 = 11) -> [NuveqEventRecord] {
        let staff = SimulatedPeople.employees(people)
        var chance = SeededGenerator(seed: seed)
        var events: [NuveqEventRecord] = []
        func add(_ make: (Int64) -> NuveqEventRecord) { events.append(make(Int64(events.count) + 1)) }
        for passage in WorkingHours.passages(people: people, days: days, now: now, seed: seed) {
            let person = staff[passage.person]
            add {
                NuveqEventRecord(
                    id: $0, attendance: $0 % 9 == 0 ? nil : true, visitor: $0 % 7 == 0 ? nil : false,
                    userName: person.name, staffNo: $0 % 11 == 0 ? " \(person.code) " : person.code,
                    direction: passage.isEntry ? "Entry" : "Exit", milliseconds: passage.milliseconds)
            }
            let at = passage.milliseconds + 30_000
            guard at < now else { continue }
            switch Int.random(in: 0..<25, using: &chance) {
            case 0:
                add {
                    NuveqEventRecord(
                        id: $0, eventName: "Valid visitor", attendance: false, visitor: true, userName: "Khách",
                        staffNo: "", milliseconds: at)
                }
            case 1:
                add {
                    NuveqEventRecord(
                        id: $0, eventName: "Invalid access", attendance: false, userName: "Unregistered User",
                        staffNo: "", milliseconds: at)
                }
            case 2:
                add {
                    NuveqEventRecord(
                        id: $0, eventName: "Controller offline", attendance: false, userName: "", staffNo: "",
                        direction: "Status", milliseconds: at)
                }
            case 3:
                add {
                    NuveqEventRecord(
                        id: $0, eventName: "Manual release", attendance: false, userName: "", staffNo: "",
                        direction: "Exit", milliseconds: at)
                }
            default: break
            }
        }
        return events
    }
}
