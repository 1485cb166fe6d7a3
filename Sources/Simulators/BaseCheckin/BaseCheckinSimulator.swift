import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Base HRM's cloud check-in on loopback, written from the contract: token check, code list, batches, read-back.
public final class BaseCheckinSimulator: Simulator {
    /// What a second record of the same id meets.
    public enum DuplicatePolicy: Sendable { case accept, reject, countTwice }

    public struct Record: Sendable, Hashable {
        public let userCode: String
        /// Epoch seconds of the local midnight it was filed under.
        public let date: Int64
        public let time: Int64
        public let deviceUserID: String
        public let ip: String
    }

    private struct State {
        var token: String
        var password: String?
        var codes: Set<String>
        var records: [String: Record] = [:]
        var arrivals: [String: Int] = [:]
        var batches: [Int] = []
        var duplicates = DuplicatePolicy.accept
        /// Codes whose records make Base refuse the batch they are in.
        var poison: Set<String> = []
        /// Codes whose records make Base answer with a 500.
        var crashing: Set<String> = []
        var refusesEverything = false
        var listsObjects = false
        var hidesCodes = false
        var omission = Omission()
        var telling = Telling.count
        var countsOnlyNew = false
    }

    public let faults = FaultPlan()
    private let state: Mutex<State>

    public init(token: String = "base-token", password: String? = nil, codes: Set<String>) {
        state = Mutex(State(token: token, password: password, codes: codes))
    }

    public func setCodes(_ codes: Set<String>) { state.withLock { $0.codes = codes } }
    public func setToken(_ token: String) { state.withLock { $0.token = token } }
    public func setDuplicates(_ policy: DuplicatePolicy) { state.withLock { $0.duplicates = policy } }
    public func setPoison(_ codes: Set<String>) { state.withLock { $0.poison = codes } }
    public func setCrashing(_ codes: Set<String>) { state.withLock { $0.crashing = codes } }
    public func setRefusesEverything(_ refuses: Bool) { state.withLock { $0.refusesEverything = refuses } }
    /// Codes come as objects with `code` under `data`, not as texts under `codes`.
    public func setListsObjects(_ lists: Bool) { state.withLock { $0.listsObjects = lists } }
    /// The list of codes comes in a form that nobody has described.
    public func setHidesCodes(_ hides: Bool) { state.withLock { $0.hidesCodes = hides } }

    /// Records that are left out of batches that succeed.
    public func setLeftOut(_ omission: Omission) { state.withLock { $0.omission = omission } }
    /// What the answer to a batch says of its records.
    public func setTelling(_ telling: Telling) { state.withLock { $0.telling = telling } }
    /// Records that are there already count for nothing.
    public func setCountsOnlyNew(_ counts: Bool) { state.withLock { $0.countsOnlyNew = counts } }

    /// What HR holds, by record id.
    public var records: [String: Record] { state.withLock { $0.records } }
    /// How often each record id arrived.
    public var arrivals: [String: Int] { state.withLock { $0.arrivals } }
    /// The sizes of the batches that were accepted.
    public var batches: [Int] { state.withLock { $0.batches } }

    public func addRoutes(to router: Router<BasicRequestContext>) {
        router.post("/v1/cloud/checkin_codes") { request, _ in
            let form = try await Form(request)
            return self.state.withLock { state in
                if let refusal = BaseCheckinSimulator.refusal(form, state) { return refusal }
                let codes = state.codes.sorted()
                if state.hidesCodes { return JSONReply("{\"code\":1,\"message\":\"\",\"data\":{\"list\":7}}") }
                return state.listsObjects
                    ? JSONReply(
                        "{\"code\":1,\"message\":\"\",\"data\":[\(codes.map { "{\"code\":\(quoted($0)),\"name\":\"x\"}" }.joined(separator: ","))]}"
                    )
                    : JSONReply("{\"code\":1,\"message\":\"\",\"codes\":[\(codes.map(quoted).joined(separator: ","))]}")
            }
        }
        router.post("/v1/cloud/mass_sync") { request, _ in try await self.massSync(Form(request)) }
        router.post("/v1/cloud/realtime") { request, _ in
            let form = try await Form(request)
            return self.state.withLock { state in
                if let refusal = BaseCheckinSimulator.refusal(form, state) { return refusal }
                guard let code = form["user_code"], state.codes.contains(code) else {
                    return JSONReply("{\"code\":0,\"message\":\"User code is not valid\"}")
                }
                let time = form["ts"].flatMap { Int64($0) } ?? Int64(Date().timeIntervalSince1970)
                state.records["realtime-\(code)-\(time)"] = Record(
                    userCode: code, date: time, time: time, deviceUserID: code, ip: "")
                return JSONReply("{\"code\":1,\"message\":\"\",\"data\":{}}")
            }
        }
        router.post("/extapi/v1/getlogs") { request, _ in
            let form = try await Form(request)
            return self.readBack(from: form["start_date"], to: form["end_date"])
        }
    }

    private static func refusal(_ form: Form, _ state: State) -> JSONReply? {
        guard form["client_token"] == state.token, state.password == nil || form["client_password"] == state.password
        else { return JSONReply("{\"code\":0,\"message\":\"Invalid client token\"}") }
        return nil
    }

    private struct Person: Decodable {
        struct Day: Decodable {
            let date: Int64
            let logs: [Log]
        }
        struct Log: Decodable {
            let id: String
            let deviceUserId: String
            let time: Int64
            let ip: String
        }
        let user_code: String
        let dates: [Day]
    }

    private func massSync(_ form: Form) throws -> JSONReply {
        let people = try? JSONDecoder().decode([Person].self, from: Data((form["logs"] ?? "").utf8))
        return state.withLock { state in
            if let refusal = BaseCheckinSimulator.refusal(form, state) { return refusal }
            guard let people else { return JSONReply("{\"code\":0,\"message\":\"logs is not valid\"}") }
            if !state.crashing.isDisjoint(with: people.map(\.user_code)) {
                return JSONReply("<html><body>Internal error</body></html>", status: .internalServerError)
            }
            if state.refusesEverything || !state.poison.isDisjoint(with: people.map(\.user_code)) {
                return JSONReply("{\"code\":0,\"message\":\"Record is not valid\"}")
            }
            var added: [String: Record] = [:]
            var account = BatchReport()
            for person in people {
                for day in person.dates {
                    for log in day.logs {
                        if state.records[log.id] != nil, state.duplicates == .reject {
                            return JSONReply("{\"code\":0,\"message\":\"Duplicate record\"}")
                        }
                        let isLeftOut = state.omission.takes(log.id, of: person.user_code)
                        let entry = BatchReport.Entry(id: log.id, userCode: person.user_code)
                        if isLeftOut {
                            account.leftOut.append((account.size, entry))
                        } else {
                            account.taken.append(entry)
                            if state.records[log.id] == nil { account.new += 1 }
                        }
                        account.size += 1
                        guard !isLeftOut else { continue }
                        added[log.id] = Record(
                            userCode: person.user_code, date: day.date, time: log.time,
                            deviceUserID: log.deviceUserId, ip: log.ip)
                    }
                }
            }
            for (id, record) in added {
                let isRepetition = state.records[id] != nil && state.duplicates == .countTwice
                state.records[isRepetition ? "\(id)#\(state.records.count)" : id] = record
                state.arrivals[id, default: 0] += 1
            }
            state.batches.append(added.count)
            state.omission.callIsOver()
            return JSONReply(account.reply(state.telling, countsOnlyNew: state.countsOnlyNew))
        }
    }

    /// Numbers as text, and `[]` where a map is empty, as the contract has seen it.
    private func readBack(from: String?, to: String?) -> JSONReply {
        let start = from.flatMap { Int64($0) } ?? 0
        let end = to.flatMap { Int64($0) } ?? .max
        let byCode = Dictionary(grouping: records.values.filter { (start...end).contains($0.time) }, by: \.userCode)
        let people = byCode.sorted { $0.key < $1.key }.map { code, records -> String in
            let days = Dictionary(grouping: records, by: \.date).sorted { $0.key < $1.key }.map { date, records in
                let logs = records.sorted { $0.time < $1.time }.map { "{\"time\":\"\($0.time)\",\"checkout\":\"0\"}" }
                return "\"\(date)\":{\"logs\":[\(logs.joined(separator: ","))]}"
            }
            return
                "{\"id\":\"\(code)\",\"code\":\(quoted(code)),\"logs\":\(days.isEmpty ? "[]" : "{\(days.joined(separator: ","))}")}"
        }
        return JSONReply("{\"code\":1,\"logs\":[\(people.joined(separator: ","))]}")
    }
}
