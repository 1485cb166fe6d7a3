import Attendance
import Foundation
import SQLiteDatabase

/// Everything that Rollcall remembers: one SQLite file in one data directory, used safely by several processes.
///
/// Speaks in the domain's words; SQL stays inside this module. Each aggregate has its repository.
public struct Store: Sendable {
    let file: StoreFile

    /// Opens the data directory, making it (0700), its database and its key on first use.
    ///
    /// - Parameter patience: seconds that a writer waits for another process's transaction.
    public init(
        directory: URL, environment: [String: String] = ProcessInfo.processInfo.environment,
        patience: TimeInterval = 10
    ) throws(StoreFailure) {
        file = try StoreFile(directory: directory, environment: environment, patience: patience)
    }

    public var directory: URL { file.directory }

    public var devices: DeviceRepository { DeviceRepository(file: file) }
    public var hrClients: HRClientRepository { HRClientRepository(file: file) }
    public var punches: PunchRepository { PunchRepository(file: file) }
    public var runs: RunRepository { RunRepository(file: file) }
    public var deliveries: DeliveryRepository { DeliveryRepository(file: file) }
    public var status: StatusRepository { StatusRepository(file: file) }
    public var deviceImports: DeviceImportRepository { DeviceImportRepository(file: file) }
    public var history: HistoryRepository { HistoryRepository(file: file) }
    public var clock: ClockRepository { ClockRepository(file: file) }
    public var settings: SettingsRepository { SettingsRepository(file: file) }
    public var users: UserRepository { UserRepository(file: file) }
    public var apiTokens: APITokenRepository { APITokenRepository(file: file) }
    public var codeMappings: CodeMappingRepository { CodeMappingRepository(file: file) }
    public var hooks: HookRepository { HookRepository(file: file) }
    public var terminals: TerminalRepository { TerminalRepository(file: file) }
    public var cases: CaseRepository { CaseRepository(file: file) }
    public var evidence: EvidenceRepository { EvidenceRepository(file: file) }
    public var calendars: CalendarRepository { CalendarRepository(file: file) }
    public var companies: CompanyRepository { CompanyRepository(file: file) }
    public var bindings: BindingRegister { BindingRegister(file: file) }
    public var notices: NoticeRepository { NoticeRepository(file: file) }
    public var networks: NetworkRepository { NetworkRepository(file: file) }
    public var programSecrets: ProgramSecrets { ProgramSecrets(file: file) }
    public var sealedValues: SealedValues { SealedValues(file: file) }
    public var maintenance: MaintenanceRepository { MaintenanceRepository(file: file) }

    /// The right to sync a device, to deliver to an HR client or to take a job's turn, for its holder alone; nil while
    /// another has it, in this process or elsewhere.
    public func lock(_ subject: LockSubject) throws(StoreFailure) -> FileLock? {
        try FileLock.acquire(directory.appending(path: "locks/\(subject.fileName)"))
    }

    public enum LockSubject: Sendable {
        case device(Int64)
        case hrClient(Int64)
        /// Of the program, not of the store: `notices`.
        case job(String)

        var fileName: String {
            switch self {
            case .device(let id): "device-\(id)"
            case .hrClient(let id): "hr-client-\(id)"
            case .job(let name): "job-\(name)"
            }
        }
    }
}

/// How the database takes care of what was committed.
public struct Durability: Hashable, Sendable {
    /// `wal`
    public let journal: String
    /// 2 is FULL: every commit waits for the disk.
    public let synchronous: Int

    public init(journal: String, synchronous: Int) {
        self.journal = journal
        self.synchronous = synchronous
    }
}

extension Store {
    /// What the connection that writes is set to.
    public func durability() async throws(StoreFailure) -> Durability {
        do {
            let (journal, synchronous) = try await file.pool.durability()
            return Durability(journal: journal, synchronous: synchronous)
        } catch {
            throw StoreFailure(error)
        }
    }
}
