import Attendance
import Foundation
import HRKit
import HTTPTransport
import Simulators
import SyncEngine
import TestSupport
import Testing

/// One kind of HR system with a stand-in of what it delivers to: what the suite over every kind needs to know of it.
///
/// A promise that a kind cannot give is missing in its line, and the tests of that promise run over the others.
struct HRKindUnderTest: Sendable, CustomTestStringConvertible {
    let name: String
    let kind: HRKind
    /// The stand-in, where the system is a server.
    var simulators: [any Simulator] = []
    let fields: @Sendable (HRPlace) -> [String: String]
    /// What messages call the system by.
    let target: @Sendable (HRPlace) -> String
    /// All that the system is to know of a punch, its record id first.
    let facts: @Sendable (OutgoingPunch) -> [String]
    /// What the system has been told, punch by punch.
    let arrived: @Sendable (HRPlace) throws -> [[String]]
    let troubles: [HRTrouble]
    /// Faults in an answer of 200 that leave open whether the batch was taken.
    var unbelieved: [Fault] = []
    /// Faults in an answer of 200 that do not matter: the status says all.
    var believed: [Fault] = []
    /// Makes the system take everything but this punch.
    var leaveOut: (@Sendable (OutgoingPunch) -> Void)?
    /// Makes the system refuse a record of a code for good.
    var refuse: (@Sendable (_ recordID: String, _ code: String) -> Void)?
    /// Makes the system refuse what it has already, saying so.
    var refuseRepetitions: (@Sendable () -> Void)?

    var testDescription: String { name }

    static var all: [HRKindUnderTest] { [.baseCheckin, .webhook, .file("csv"), .file("jsonl")] }

    static func promising(_ promise: (HRKindUnderTest) -> Bool) -> [HRKindUnderTest] { all.filter(promise) }

    func with(_ body: @escaping @Sendable (HRStage) async throws -> Void) async throws {
        try await TestHub.with(simulators) { hub, addresses in
            let place = HRPlace(address: addresses.first ?? "", folder: hub.directory)
            try await body(HRStage(of: self, at: place, http: hub.engine.http))
        }
    }
}

/// Where a test's HR system is.
struct HRPlace: Sendable {
    /// Of the stand-in; empty where there is none.
    let address: String
    let folder: URL
}

/// Whose move it is when a delivery has failed.
enum Move: String, Sendable {
    /// Nobody's: it passes, and the program tries again.
    case time
    /// The program's: one record may be the cause, so records are tried by themselves.
    case records
    /// A person's: the client's address, credentials or rights.
    case person
}

/// A trouble that befalls every call, and what is to be made of it.
struct HRTrouble: Sendable, CustomTestStringConvertible {
    let name: String
    let move: Move
    var fault: Fault?
    /// Fields that are wrong.
    var fields: @Sendable (HRPlace) -> [String: String] = { _ in [:] }
    /// What has happened at the place beforehand.
    var cause: @Sendable (HRPlace) throws -> Void = { _ in }
    var timeout = Duration.seconds(30)
    /// How long the system wants to be left alone.
    var wait: Duration?
    /// What the message calls the system by, where it is not its address.
    var names: String?

    var testDescription: String { name }
}
