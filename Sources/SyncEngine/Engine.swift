import Attendance
import ConnectorKit
import HRKit
import HTTPTransport
import Logging
import Store

/// What moves punches: from devices into the store, from the store to HR clients. Used alike by commands and by
/// the server.
public struct Engine: Sendable {
    public let store: Store
    public let deviceKinds: DeviceKinds
    public let hrKinds: HRKinds
    public let http: any HTTPSending
    public let now: @Sendable () -> Instant
    /// Runs of this process that are under way.
    public let activeRuns = ActiveRuns()
    /// Lines to terminals on which this process hears punches while they happen.
    public let liveLines = LiveLines()
    let masking = Masking()
    /// Where webhook calls come in.
    let hooks: HookQueue
    /// Where terminals call in.
    let terminals: TerminalQueue
    let log: Logger

    public init(
        store: Store, deviceKinds: DeviceKinds, hrKinds: HRKinds, http: any HTTPSending,
        now: @escaping @Sendable () -> Instant = { .now }, log: Logger
    ) {
        self.store = store
        self.deviceKinds = deviceKinds
        self.hrKinds = hrKinds
        self.http = http
        self.now = now
        hooks = HookQueue(store: store, now: now)
        terminals = TerminalQueue(store: store, now: now)
        self.log = log
    }

    /// What rows are called that a device's runs skip.
    public func skipWords(of device: Device) -> SkipWords { deviceKinds[device.kind]?.skipWords ?? SkipWords() }

    /// Devices that are read at the same time.
    public static let concurrentSyncs = 8
}

/// How long work is repeated until it succeeds: while a person waits for it, or until the schedule comes again.
enum Patience: Sendable {
    case foreground
    case background

    var policy: RetryPolicy {
        switch self {
        case .foreground: .foreground
        case .background: .background
        }
    }
}

extension Actor {
    /// Whoever asks waits; only the schedule comes again by itself.
    var patience: Patience { self == .schedule ? .background : .foreground }
}
