import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import LocalNetwork
import Notices
import Sealing
import Store
import SyncEngine
import UnbindingDesk

/// The web console and the JSON API: everything that answers HTTP besides the probes.
public struct Console: Sendable {
    let engine: Engine
    let hub: Hub
    let policy: ServingPolicy
    let frame: Frame
    /// Counts in the menu.
    let attention: AttentionCounts
    public let jobs: Jobs
    public let live: LiveUpdates
    /// Starts simulators on this machine and returns their devices; nil where none are at hand.
    let simulators: (any SimulatedCompany)?
    /// Told when deliveries may have become due.
    let wakeDeliveries: @Sendable () -> Void
    /// Told when a webhook announced something.
    let wakeConfirmations: @Sendable () -> Void
    let passwords = PasswordClerk()
    /// Of browsers that are known: strangers' guesses do not fill this queue.
    let knownPasswords = PasswordClerk()
    let tables = TableClerk()
    let imports: PendingImports
    /// Secrets of forms that were refused.
    let keptSecrets: KeptSecrets
    /// The search of this server's own network.
    let network: NetworkSearches
    let terminals: TerminalSearches
    public let desk: Desk
    /// Carries notices out of the console.
    public let courier: NoticeCourier
    /// Wrong passwords, by address and account together, and by browsers that are known.
    let guesses: GuessGuard
    /// Sign-ins by address, whoever is meant: a success gives none back.
    let logins: Throttle
    /// Wrong set-up codes.
    let setups: GuessGuard
    /// Wrong tokens and webhook addresses, by address.
    let strangers: Throttle
    /// Photos and new cases.
    let uploads: UploadLimit
    /// Terminals that push, by whichever listener they come.
    let terminalLimits: TerminalLimits

    public init(
        engine: Engine, policy: ServingPolicy, version: String, simulators: (any SimulatedCompany)? = nil,
        localDevices: LocalDevices = LocalDevices(), wakeDeliveries: @escaping @Sendable () -> Void = {},
        wakeConfirmations: @escaping @Sendable () -> Void = {}
    ) throws {
        self.wakeConfirmations = wakeConfirmations
        self.engine = engine
        hub = Hub(engine: engine, wakeDeliveries: wakeDeliveries)
        self.policy = policy
        self.simulators = simulators
        self.wakeDeliveries = wakeDeliveries
        frame = Frame(templates: try Templates(), version: version, isInsecure: policy.isInsecure)
        attention = AttentionCounts(
            hub, devices: engine.store.devices, hrClients: engine.store.hrClients, deliveries: engine.store.deliveries,
            cases: engine.store.cases)
        jobs = Jobs(now: engine.now)
        live = LiveUpdates(hub: hub, jobs: jobs)
        network = NetworkSearches(localDevices)
        terminals = TerminalSearches(engine.deviceKinds, engine.store.devices)
        courier = NoticeCourier(store: engine.store, http: engine.http, now: engine.now)
        desk = Desk(store: engine.store, devices: localDevices, http: engine.http, now: engine.now)
        imports = PendingImports(now: engine.now)
        keptSecrets = KeptSecrets(now: engine.now)
        guesses = GuessGuard(free: StrangerBounds.freeGuesses, now: engine.now)
        setups = GuessGuard(free: StrangerBounds.freeGuesses, now: engine.now)
        logins = StrangerBounds.logins(engine.now)
        uploads = UploadLimit(throttle: StrangerBounds.uploads(engine.now))
        strangers = StrangerBounds.strangers(engine.now)
        terminalLimits = TerminalLimits(now: engine.now)
    }

    /// Every door of the console, in one table.
    public var routes: [Route] {
        pages.flatMap(\.routes) + apiRoutes
    }

    /// The sections that name what they need of the program.
    private var pages: [any Pages] {
        let store = engine.store
        return [
            PunchPages(
                policy: policy, punches: store.punches, devices: store.devices, hrClients: store.hrClients,
                codeMappings: store.codeMappings, hooks: store.hooks, settings: store.settings),
            StatusPages(hub: hub, status: store.status, settings: store.settings),
            HistoryPages(
                history: store.history, devices: store.devices, settings: store.settings, kinds: engine.deviceKinds,
                hrKinds: engine.hrKinds),
            JobPages(jobs: jobs),
            HelpPages(manual: .embedded),
        ] + attendancePages + programPages + peoplePages + deskPages
    }

    private var identification: Identification {
        let store = engine.store
        return Identification(
            policy: policy, users: store.users, apiTokens: store.apiTokens, strangers: strangers, now: engine.now)
    }

    /// What every request passes.
    var gate: Gate {
        Gate(
            policy: policy, identification: identification, users: engine.store.users,
            settings: engine.store.settings, frame: frame, attention: attention, now: engine.now)
    }

    /// Adds the console to a router.
    public func addRoutes(to router: Router<ConsoleContext>) {
        router.add(middleware: CompressionMiddleware())
        router.add(
            middleware: AnswerMiddleware(
                policy: policy, errors: ErrorAnswers(frame: frame, identification: identification)))
        let gate = gate
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await gate.enter(route, request, context)
            }
        }
    }
}

extension Console {
    /// Adds the doors of terminals alone, for a listener that serves nothing else. It speaks plain HTTP, and whoever
    /// connects is who calls.
    public func addTerminalRoutes(to router: Router<ConsoleContext>) {
        let gate = gate
        let door = terminalDoor(ServingPolicy(transport: .insecure, setupCode: nil))
        for route in door.routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await gate.enter(route, request, context)
            }
        }
    }

    func terminalDoor(_ policy: ServingPolicy) -> TerminalDoor {
        TerminalDoor(engine: engine, policy: policy, limits: terminalLimits, wakeDeliveries: wakeDeliveries)
    }
}

/// A made-up company to try the program with.
public protocol SimulatedCompany: Sendable {
    /// Starts it where it does not run yet; the devices' kinds, names and fields, and an HR client's.
    func start() async throws -> SimulatedOffer
}

public struct SimulatedOffer: Sendable {
    public var devices: [DeviceEntry]
    public var hrName: String
    public var hrKind: String
    public var hrValues: FieldValues

    public init(devices: [DeviceEntry], hrName: String, hrKind: String, hrValues: FieldValues) {
        self.devices = devices
        self.hrName = hrName
        self.hrKind = hrKind
        self.hrValues = hrValues
    }
}
