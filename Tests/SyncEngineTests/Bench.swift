import Attendance
import AttendanceHub
import ConnectorKit
import Foundation
import HRKit
import HTTPTransport
import Logging
import Store
import SyncEngine
import Synchronization
import TestSupport

/// A vendor that answers as a test says.
final class ScriptedVendor: Sendable {
    struct Fetch: Sendable {
        let device: String
        let window: Window
        let checkpoint: String?
    }

    typealias Answer = @Sendable (Fetch, @Sendable (Page) async throws -> Void) async throws -> Void

    private struct State {
        var answer: Answer = { _, _ in }
        var fetches: [Fetch] = []
        var hook: @Sendable (WebhookCall) -> WebhookMessage = { _ in .ignored("unscripted") }
        var steps: [ConnectionStep] = []
    }

    private let state = Mutex(State())

    static let policy = SyncPolicy(
        first: .days(3), periodic: .today, device: .days(2), all: .days(5), furthestBackMonths: 12, lookBack: .days(3))

    /// Every call for a window, in order.
    var fetches: [Fetch] { state.withLock { $0.fetches } }

    func answers(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }
    func hears(_ hook: @escaping @Sendable (WebhookCall) -> WebhookMessage) { state.withLock { $0.hook = hook } }
    func steps(_ steps: [ConnectionStep]) { state.withLock { $0.steps = steps } }

    /// One page with these punches for whoever asks.
    func has(_ punches: [Punch]) {
        answers { _, sink in
            var page = Page()
            page.rows = punches.count
            page.punches = punches
            page.checkpoint = "end"
            try await sink(page)
        }
    }

    private struct Line: Connector {
        let vendor: ScriptedVendor
        let device: String

        func fetch(
            _ window: Window, resuming checkpoint: String?, into sink: @Sendable (Page) async throws -> Void
        ) async throws {
            let fetch = Fetch(device: device, window: window, checkpoint: checkpoint)
            let answer = vendor.state.withLock { state in
                state.fetches.append(fetch)
                return state.answer
            }
            try await answer(fetch, sink)
        }

        var connectionSteps: [ConnectionStep] { vendor.state.withLock { $0.steps } }
    }

    /// - Parameter hasHook: whether the kind has webhooks.
    func kind(_ id: String, hasHook: Bool = true, policy: SyncPolicy = policy) -> DeviceKind {
        DeviceKind(
            id: id, title: Phrase(verbatim: id),
            ownFields: [
                FieldSpecification("place", required: true, help: Phrase(verbatim: "the place")),
                FieldSpecification("key", .token, secret: true, help: Phrase(verbatim: "the key")),
            ], policy: policy, recordedTime: .instant, identityLabel: "Place",
            webhook: hasHook
                ? WebhookIntake(help: Phrase(verbatim: "")) { call in self.state.withLock { $0.hook }(call) } : nil,
            identity: { $0["place"] ?? "" },
            makeConnector: { Line(vendor: self, device: $0.fields["place"] ?? "") })
    }
}

/// An HR system that answers as a test says.
final class ScriptedHR: Sendable {
    typealias Answer = @Sendable ([OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome]

    struct State {
        var answer: Answer = { batch in batch.map { _ in .delivered(receipt: nil) } }
        var batches: [[OutgoingPunch]] = []
        var contexts: [HRContext] = []
        var batchSize = 100
        var known: @Sendable (Set<String>) throws(BatchFailure) -> Set<String>? = { _ in nil }
        var asked: [Set<String>] = []
        var differences: [Phrase] = []
    }

    private let state = Mutex(State())

    var batches: [[OutgoingPunch]] { state.withLock { $0.batches } }
    var sizes: [Int] { batches.map(\.count) }
    /// What each line was made with.
    var contexts: [HRContext] { state.withLock { $0.contexts } }
    /// Codes of each question whether they are known.
    var asked: [Set<String>] { state.withLock { $0.asked } }

    func answers(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }
    func set(_ change: @Sendable (inout State) -> Void) { state.withLock { change(&$0) } }

    struct Line: HRSystem {
        let hr: ScriptedHR

        var batchSize: Int { hr.state.withLock { $0.batchSize } }

        func send(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome] {
            let answer = hr.state.withLock { state in
                state.batches.append(batch)
                return state.answer
            }
            return try await answer(batch)
        }

        func knownCodes(among codes: Set<String>) async throws(BatchFailure) -> Set<String>? {
            let known = hr.state.withLock { state in
                state.asked.append(codes)
                return state.known
            }
            return try known(codes)
        }

        func takeDifferences() -> [Phrase] {
            hr.state.withLock { state in
                defer { state.differences = [] }
                return state.differences
            }
        }

        func test() async throws(BatchFailure) -> Phrase { Phrase(verbatim: "well") }
    }

    var line: Line { Line(hr: self) }

    static let schedule = RetrySchedule([.seconds(10), .minutes(10)])

    func kind(_ id: String) -> HRKind {
        HRKind(
            id: id, title: Phrase(verbatim: id),
            ownFields: [FieldSpecification("key", .token, secret: true, help: Phrase(verbatim: "the key"))],
            schedule: ScriptedHR.schedule, identity: { $0["key"] ?? "" }
        ) { context in
            self.state.withLock { $0.contexts.append(context) }
            return self.line
        }
    }
}

/// An engine on a real store between the two, with a clock that the test moves. It is Monday, 10:00 in Vietnam.
struct Bench: Sendable {
    let engine: Engine
    let clock: TestClock
    let vendor: ScriptedVendor
    let hr: ScriptedHR
    let directory: URL

    var store: Store { engine.store }
    var now: Instant { clock.now }

    static func with(_ body: @Sendable (Bench) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await body(
                Bench(directory, clock: TestClock(TestHub.usualNow), vendor: ScriptedVendor(), hr: ScriptedHR()))
        }
    }

    private init(_ directory: URL, clock: TestClock, vendor: ScriptedVendor, hr: ScriptedHR) throws {
        self.directory = directory
        self.clock = clock
        self.vendor = vendor
        self.hr = hr
        let data = directory.appending(path: "data")
        let isThere = FileManager.default.fileExists(atPath: data.path)
        let store = isThere ? try Store(directory: data, environment: [:]) : try Store.fresh(in: data)
        var log = Logger(label: "test")
        log.logLevel = .critical
        engine = Engine(
            store: store, deviceKinds: DeviceKinds([vendor.kind("scripted"), vendor.kind("mute", hasHook: false)]),
            hrKinds: HRKinds([hr.kind("scripted-hr")]), http: StubHTTP { _ in HTTPReply(status: 200) },
            now: { clock.now }, log: log)
    }

    /// The same data directory as the next program finds it.
    func reopened() throws -> Bench { try Bench(directory, clock: clock, vendor: vendor, hr: hr) }

    @discardableResult
    func addDevice(
        _ name: String = "Door", kind: String = "scripted", zone: String = "Asia/Ho_Chi_Minh",
        fields: [String: String] = [:], hr: [String] = []
    ) async throws -> Device {
        let values = FieldValues(fields.merging(["place": name]) { $1 }.mapValues { [$0] })
        return try await store.devices.add(
            DeviceDraft(
                name: name, kind: kind, identity: name, zone: Zone(identifier: zone) ?? .vietnam, fields: values,
                secrets: FieldValues(["key": ["key-of-\(name)"]]),
                periodSeconds: fields["period-seconds"].flatMap { Int($0) }, hrClients: hr),
            act: Act(by: .person("test"), at: now))
    }

    @discardableResult
    func addHR(_ name: String = "HR", fields: [String: String] = [:]) async throws -> HRClient {
        try await store.hrClients.add(
            HRClientDraft(
                name: name, kind: "scripted-hr", identity: name, fields: FieldValues(fields.mapValues { [$0] }),
                secrets: FieldValues(["key": ["key-of-\(name)"]])), act: Act(by: .person("test"), at: now))
    }

    func set(_ name: String, _ value: String) async throws {
        try await store.settings.set(name, value, act: Act(by: .person("test"), at: now))
    }

    func device(_ name: String = "Door") async throws -> Device { try await store.devices.find(name) }
    func client(_ name: String = "HR") async throws -> HRClient { try await store.hrClients.find(name) }

    /// A punch so many seconds before now.
    func punch(_ key: String, code: String? = nil, secondsAgo: Int = 60) -> Punch {
        let at = Instant(seconds: now.seconds - Int64(secondsAgo))
        return Punch(
            sourceKey: key, code: code ?? key, personName: "Lan \(key)", at: at, local: Zone.vietnam.local(at: at),
            offset: 7 * 3600, raw: Array(key.utf8)[...])
    }

    /// A device that has read a punch of each code, which an HR client is owed.
    @discardableResult
    func owing(_ codes: [String]) async throws -> HRClient {
        let client = try await addHR()
        let device = try await addDevice(hr: ["HR"])
        vendor.has(codes.enumerated().map { punch($0.element, secondsAgo: 600 + $0.offset) })
        _ = await engine.sync(device, .undated(.device), by: .schedule)
        return client
    }

    func deliver(_ client: HRClient, _ request: DeliveryRequest = .due) async -> PassReport {
        await engine.deliver(to: client, request, by: .schedule)
    }

    func events(_ event: String) async throws -> [Phrase] {
        try await store.history.entries(limit: 500).filter { $0.event == event }.map(\.detail)
    }
}

/// Why a scripted vendor fails.
func failure(_ code: ConnectorFailure.Code) -> ConnectorFailure {
    ConnectorFailure(
        code, step: Phrase(verbatim: "asking"), problem: Phrase(verbatim: "it failed"),
        remedy: Phrase(verbatim: "Wait."))
}
