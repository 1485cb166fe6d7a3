import Attendance
import Console
import Foundation
import HTTPTransport
import Hummingbird
import LocalNetwork
import Logging
import NIOCore
import Scheduling
import ServiceLifecycle
import Store
import SyncEngine
import UnbindingDesk
import UnixSignals

/// The composition root of `rollcall serve`: the schedule, the deliveries and the HTTP side as services of one
/// group that stops cleanly on SIGTERM and SIGINT.
public struct RollcallServer: Sendable {
    public let engine: Engine
    private let log: Logger
    private let version: String
    private let simulators: (any SimulatedCompany & Service)?
    private let localDevices: LocalDevices
    private let clock: SteadyClock

    /// - Parameters:
    ///   - clock: the one that `engine` lives by.
    ///   - simulators: a made-up company that the console can start; nil where none is at hand.
    ///   - localDevices: the network that the console searches for devices.
    public init(
        engine: Engine, version: String, simulators: (any SimulatedCompany & Service)? = nil,
        localDevices: LocalDevices = LocalDevices(), clock: SteadyClock, log: Logger
    ) {
        self.clock = clock
        self.localDevices = localDevices
        self.engine = engine
        self.version = version
        self.simulators = simulators
        self.log = log
    }

    /// Serves until it is told to stop.
    ///
    /// - Parameters:
    ///   - started: told the address once it listens.
    ///   - startedTerminals: told the address that is for terminals alone, where the plan has one.
    /// - Throws: `CertificateFailure` where the certificate cannot be used; what listening throws.
    public func run(
        _ plan: ServingPlan, started: @escaping @Sendable (String) -> Void,
        startedTerminals: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        try await engine.checkClock()
        let jobs = ServerJobs(engine, clock: clock)
        let secured = try await plan.secured(engine.store, now: engine.now())
        let console = try Console(
            engine: engine, policy: secured.policy, version: version, simulators: simulators,
            localDevices: localDevices, wakeDeliveries: { jobs.deliveries.loop.ring() },
            wakeConfirmations: { jobs.confirmations.loop.ring() })
        let recurring = jobs.all(with: console)
        let photos = Task { [log] in await RollcallServer.lookAtPhotos(console.desk.photos, log) }
        defer { photos.cancel() }
        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        console.addRoutes(to: router)
        Probes(engine: engine, policy: secured.policy, loops: recurring.map(\.loop), log: log).addRoutes(to: router)
        var quiet = log
        quiet.logLevel = .critical
        var limits = ConnectionLimits.raised()
        if case .proxied(let proxies) = plan.security { limits.unbounded = Set(proxies) }
        let application = Application(
            router: router, server: secured.server(ConnectionBook(limits)),
            configuration: .init(address: .hostname(plan.host, port: plan.port), serverName: "Rollcall"),
            onServerRunning: { started(RollcallServer.address(secured.scheme, plan.host, plan.port, $0)) },
            logger: quiet)
        let journal = JobJournal(store: engine.store, now: engine.now, log: log)
        var services: [any Service] = [application, Loop { await console.jobs.run() }]
        services += recurring.map { job in Loop { await job.run(reporting: journal.note) } }
        if let simulators { services.append(simulators) }
        if let place = plan.terminals {
            services.append(terminals(at: place, of: console, quiet) { startedTerminals($0) })
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
    }
}

extension RollcallServer {
    /// The listener of terminals that push: connections and bounds of its own, so that they and the console cannot crowd
    /// each other out.
    private func terminals(
        at place: (host: String, port: Int), of console: Console, _ quiet: Logger,
        started: @escaping @Sendable (String) -> Void
    ) -> some Service {
        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        console.addTerminalRoutes(to: router)
        return Application(
            router: router, server: Secured.server(ConnectionBook(.terminals()), tls: nil),
            configuration: .init(address: .hostname(place.host, port: place.port), serverName: "Rollcall"),
            onServerRunning: { started(RollcallServer.address("http", place.host, place.port, $0)) }, logger: quiet)
    }

    /// - Parameter port: that was asked for; the channel knows the one that was chosen for 0.
    private static func address(_ scheme: String, _ host: String, _ port: Int, _ channel: any Channel) -> String {
        "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(channel.localAddress?.port ?? port)"
    }

    /// Starts what reads photos, and says what is amiss with it: while nobody files a case, nobody else would.
    private static func lookAtPhotos(_ photos: PhotoReader, _ log: Logger) async {
        for objection in await photos.objections() { log.warning("\(objection.en)") }
    }
}

/// A loop as a service: cancelled on graceful shutdown, so that runs under way end at their last durable page.
private struct Loop: Service {
    let body: @Sendable () async -> Void

    func run() async throws { await cancelWhenGracefulShutdown(body) }
}
