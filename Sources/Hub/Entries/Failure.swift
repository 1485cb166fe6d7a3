import Attendance
import LocalNetwork
import SADP
import Store
import SyncEngine

/// A refusal with its sentence.
public struct Failure: Error {
    public let phrase: Phrase

    public init(_ phrase: Phrase) {
        self.phrase = phrase
    }

    public init(en: String, vi: String) {
        phrase = Phrase(en: en, vi: vi)
    }

    public static func phrase(of error: any Error) -> Phrase {
        switch error {
        case let error as Failure: error.phrase
        case let error as StoreError: error.phrase
        case let error as FieldError: error.phrase
        case let error as SyncRefusal: error.phrase
        case let error as SADPFailure: error.phrase
        case let error as LocalDevices.KeyProblem: error.phrase
        case let error as DevicePassword.Refusal: error.phrase
        case let error as NetworkReport.Refusal: error.phrase
        default: StoreError(error).phrase
        }
    }
}
