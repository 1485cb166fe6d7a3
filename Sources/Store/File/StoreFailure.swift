import Attendance
import Database
import Sealing

/// Why the store could not do what was asked. Nothing was changed by the request.
///
/// It has no sentence of its own: what is refused is told by the room whose rule it is.
public enum StoreFailure: Failure {
    /// The data directory, or the database in it.
    case data(DataFailure)
    case key(SealingFailure)
    /// It does not fit what is stored: such as `DeviceFailure`, `CaseFailure`, `NameTakenFailure`.
    case refused(any Failure)
    /// Whoever asked does not wait any more.
    case cancelled

    public init(_ error: any Error) {
        switch error {
        case let error as StoreFailure: self = error
        case let error as DataFailure: self = .data(error)
        case let error as SealingFailure: self = .key(error)
        case is CancellationError, is CancelledFailure: self = .cancelled
        case let error as any Failure: self = .refused(error)
        case let error as DatabaseError:
            switch error {
            case .full: self = .data(.diskFull)
            case .locked: self = .data(.locked)
            case .damaged(let words), .notADatabase(let words): self = .data(.damaged(path: "", detail: words))
            case .readOnly: self = .data(.readOnly)
            case .cancelled: self = .cancelled
            case .cannotOpen(let words), .notUnique(let words), .violation(let words), .io(let words),
                .failed(let words):
                self = .data(.io(detail: words))
            case .closed: self = .data(.io(detail: "the database is closed"))
            case .over: self = .data(.io(detail: "the transaction has ended"))
            }
        default: self = .data(.io(detail: "\(error)"))
        }
    }

    /// Whose sentence it is.
    private var told: any Failure {
        switch self {
        case .data(let failure): failure
        case .key(let failure): failure
        case .refused(let failure): failure
        case .cancelled: CancelledFailure()
        }
    }

    public var phrase: Phrase { told.phrase }
    public var field: String? { told.field }
    public var blame: Blame { told.blame }
    public var retryAfter: Duration? { told.retryAfter }
}
