import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// The Hanet cloud on loopback, written from the contract: OAuth, places, devices, check-ins, with every quirk on
/// a switch.
public final class HanetSimulator: Simulator {
    public struct Options: Sendable {
        /// How a token that has expired is refused.
        public enum Expiry: Sendable { case returnCode, http401 }
        /// The generations of the envelope (contract 1.1).
        public enum Envelope: Sendable { case y2020, y2021, y2023 }
        public enum Oversize: Sendable { case clip, reject }

        public var expiry = Expiry.returnCode
        public var envelope = Envelope.y2021
        public var oversize = Oversize.clip
        /// Rows newest first instead of ascending.
        public var newestFirst = false
        /// A refresh hands out a new refresh token and refuses the old one from then on.
        public var rotates = true
        /// Seconds that a token handed out by a refresh is good for.
        public var tokenLife = 86_400
        /// The return code for a window that crosses a month or is empty.
        public var windowRefusal = -1
        /// Windows wider than so many hours lose every tenth row (contract 7.10); 0 never.
        public var dropsRowsAboveHours = 0
        /// Pages are clipped to so many rows whatever is asked.
        public var largestPage = 500
        /// Every page is the first.
        public var ignoresPage = false
        public var clientID = "hanet-client"
        public var clientSecret = "hanet-client-secret"

        public init() {}
    }

    struct Place {
        var name: String
        var checkins: HanetCheckins
    }

    struct State {
        var options: Options
        var places: [String: Place] = [:]
        var tokens: Set<String> = []
        /// When tokens that were handed out end; the first one never does.
        var ends: [String: ContinuousClock.Instant] = [:]
        var refreshTokens: Set<String> = []
        var authorizationCodes: Set<String> = []
        var counter = 0
        var calls: [String: Int] = [:]
    }

    public let faults: FaultPlan
    let state: Mutex<State>

    /// - Parameter faults: shared with another simulator where a test counts the requests of both.
    public init(
        options: Options = Options(), token: String = "hanet-token", refreshToken: String = "hanet-refresh",
        faults: FaultPlan = FaultPlan()
    ) {
        self.faults = faults
        state = Mutex(State(options: options))
        state.withLock {
            $0.tokens = [token]
            $0.refreshTokens = [refreshToken]
        }
    }

    // MARK: What tests and the demo turn

    public func setOptions(_ change: @Sendable (inout Options) -> Void) { state.withLock { change(&$0.options) } }

    public func setPlace(_ id: String, name: String, _ checkins: HanetCheckins) {
        state.withLock { $0.places[id] = Place(name: name, checkins: checkins) }
    }

    /// Adds check-ins, wherever they fall in time: late uploads of an offline camera too.
    public func add(_ rows: [HanetCheckin], to id: String) {
        state.withLock { state in
            guard case .kept(let present)? = state.places[id]?.checkins else { return }
            state.places[id]?.checkins = .kept((present + rows).sorted { $0.checkinTime < $1.checkinTime })
        }
    }

    /// Changes rows, such as the alias of a person that HR has filled in since.
    public func change(_ id: String, _ body: @Sendable (inout HanetCheckin) -> Void) {
        state.withLock { state in
            guard case .kept(var rows)? = state.places[id]?.checkins else { return }
            for index in rows.indices { body(&rows[index]) }
            state.places[id]?.checkins = .kept(rows)
        }
    }

    /// From now on no token that was handed out is good; refresh tokens stay.
    public func expireTokens() { state.withLock { $0.tokens = [] } }

    /// A token that somebody copied from the vendor's page.
    public func acceptToken(_ token: String) { state.withLock { _ = $0.tokens.insert(token) } }

    public var validTokens: Set<String> { state.withLock { $0.tokens } }

    /// Calls by path since the start.
    public var calls: [String: Int] { state.withLock { $0.calls } }

    // MARK: Routes

    public func addRoutes(to router: Router<BasicRequestContext>) {
        addOAuthRoutes(to: router)
        addCheckInRoute(to: router)
        for path in ["/person/getCheckinByPlaceIdInTimestamp", "/person/getCheckinByPlaceIdInDay"] {
            answer(path, router) { form, state in self.list(form, state) }
        }
        for path in ["/person/getTotalCheckinByPlaceIdInTimestamp", "/person/getTotalCheckinByPlaceIdInDay"] {
            answer(path, router) { form, state in
                switch self.selection(form, state) {
                case .rows(_, let indices): .data(Array(String(indices.count).utf8))
                case .refused(let code): .code(code, "INVALID")
                }
            }
        }
        answer("/profile/getProfile", router) { _, _ in
            .data(
                Array(
                    "{\"name\":\"Công ty Thử Nghiệm\",\"id\":9007199254740993123,\"email\":\"admin@example.com\"}".utf8)
            )
        }
        answer("/place/getPlaces", router) { _, state in
            let places = state.places.sorted { $0.key < $1.key }.map { HanetSimulator.place($0.key, $0.value) }
            return .data(Array("[\(places.joined(separator: ","))]".utf8))
        }
        answer("/place/getPlaceInfo", router) { form, state in
            guard let id = form["placeID"], let place = state.places[id] else { return .code(-1005, "PLACE NOT FOUND") }
            return .data(Array(HanetSimulator.place(id, place).utf8))
        }
        addDirectoryRoutes(to: router)
    }

    enum Answer {
        case data([UInt8])
        case code(Int, String)
    }

    func answer(
        _ path: String, _ router: Router<BasicRequestContext>, _ body: @escaping @Sendable (Form, State) -> Answer
    ) {
        router.post(RouterPath(path)) { request, _ in
            let form = try await Form(request)
            let state = self.state.withLock { state in
                state.calls[path, default: 0] += 1
                return state
            }
            let token = form["token"] ?? ""
            guard state.tokens.contains(token), state.ends[token].map({ $0 > .now }) ?? true else {
                return state.options.expiry == .http401
                    ? JSONReply("{\"error\":\"unauthorized\"}", status: .unauthorized)
                    : JSONReply(bytes: HanetSimulator.envelope(.code(-103, "TOKEN EXPIRED"), state.options))
            }
            return JSONReply(bytes: HanetSimulator.envelope(body(form, state), state.options))
        }
    }

    private static func envelope(_ answer: Answer, _ options: Options) -> [UInt8] {
        let (code, message, data) =
            switch answer {
            case .data(let bytes): (1, options.envelope == .y2023 ? "Success" : "SUCCESS", bytes)
            case .code(let code, let message): (code, message, Array("null".utf8))
            }
        var output = Array("{\"returnCode\":\(code),\"returnMessage\":\(quoted(message)),".utf8)
        if options.envelope == .y2021 { output.append(contentsOf: "\"statusCode\":0,".utf8) }
        output.append(contentsOf: "\"data\":".utf8)
        output.append(contentsOf: data)
        output.append(UInt8(ascii: "}"))
        return output
    }

    private static func place(_ id: String, _ place: Place) -> String {
        "{\"address\":\"Hà Nội\",\"name\":\(quoted(place.name)),\"id\":\(id),\"userID\":9007199254740993124}"
    }

    // MARK: Check-ins

    private enum Selection {
        case rows(Place, RowIndices)
        case refused(Int)
    }

    /// The rows of a window: a range as it stands, or what a filter left of it.
    private enum RowIndices {
        case range(Range<Int>)
        case list([Int])

        var count: Int {
            switch self {
            case .range(let range): range.count
            case .list(let list): list.count
            }
        }

        /// The rows of a page, from the window's end where `reversed`.
        func page(_ offset: Int, _ length: Int, reversed: Bool) -> [Int] {
            let start = min(max(offset, 0), count)
            let positions = start..<min(start + length, count)
            return positions.map { position in
                let place = reversed ? count - 1 - position : position
                return switch self {
                case .range(let range): range.lowerBound + place
                case .list(let list): list[place]
                }
            }
        }

        func filter(_ condition: (Int) -> Bool) -> RowIndices {
            switch self {
            case .range(let range): .list(range.filter(condition))
            case .list(let list): .list(list.filter(condition))
            }
        }
    }

    private func selection(_ form: Form, _ state: State) -> Selection {
        guard let place = state.places[form["placeID"] ?? ""] else { return .refused(-1005) }
        let bounds: (Int64, Int64)
        if let date = form["date"] {
            guard let day = WorkingHours.dayNumber(date) else { return .refused(-1) }
            let midnight = day * WorkingHours.day - WorkingHours.vietnamOffset
            bounds = (midnight, midnight + WorkingHours.day - 1)
        } else {
            guard let from = form["from"].flatMap({ Int64($0) }), let to = form["to"].flatMap({ Int64($0) }), from < to,
                WorkingHours.wall(from).date.prefix(7) == WorkingHours.wall(to).date.prefix(7)
            else { return .refused(state.options.windowRefusal) }
            bounds = (from, to)
        }
        let range = place.checkins.range(from: bounds.0, to: bounds.1)
        let types = form["type"].map { Set($0.split(separator: ",").compactMap { Int($0) }) }
        let without = Set((form["exType"] ?? "").split(separator: ",").compactMap { Int($0) })
        guard types != nil || !without.isEmpty else { return .rows(place, .range(range)) }
        return .rows(
            place,
            RowIndices.range(range).filter { index in
                let type = place.checkins.row(index).type
                return types?.contains(type) ?? true && !without.contains(type)
            })
    }

    private func list(_ form: Form, _ state: State) -> Answer {
        let size = form["size"].flatMap { Int($0) } ?? 500
        let page = state.options.ignoresPage ? 1 : form["page"].flatMap { Int($0) } ?? 1
        guard page >= 1, size >= 1, size <= 500 || state.options.oversize == .clip else { return .code(-1, "SIZE") }
        switch selection(form, state) {
        case .refused(let code): return .code(code, code == -1005 ? "PLACE NOT FOUND" : "INVALID TIME")
        case .rows(let place, var indices):
            if state.options.dropsRowsAboveHours > 0, let from = form["from"].flatMap({ Int64($0) }),
                let to = form["to"].flatMap({ Int64($0) }),
                to - from > Int64(state.options.dropsRowsAboveHours) * 3_600_000
            {
                indices = indices.filter { $0 % 10 != 9 }
            }
            let length = min(size, min(500, state.options.largestPage))
            let rows = indices.page((page - 1) * length, length, reversed: state.options.newestFirst)
            var output: [UInt8] = []
            output.reserveCapacity(rows.count * 420)
            output.append(UInt8(ascii: "["))
            for (position, index) in rows.enumerated() {
                if position > 0 { output.append(UInt8(ascii: ",")) }
                place.checkins.row(index).write(placeID: form["placeID"] ?? "", placeName: place.name, to: &output)
            }
            output.append(UInt8(ascii: "]"))
            return .data(output)
        }
    }
}
