import ArgumentParser
import Attendance
import AttendanceHub
import Store
import UnbindingCases
import UnbindingDesk

struct CaseApproveCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve a filed case, as an administrator.")

    @Argument(help: "The case's number.") var number: String
    @Option(help: "Your words for the log.") var words: String?
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        var step = CaseStep(.approve)
        step.reason = words
        try await session.decide(number, by: step)
    }
}

struct CaseRejectCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject", abstract: "Reject a case with a reason, as an administrator.")

    @Argument(help: "The case's number.") var number: String
    @Option(help: "Why: \(RejectionReason.allCases.map(\.rawValue).joined(separator: ", ")).")
    var reason: RejectionReason
    @Option(help: "Your words for the installer; needed with “other”.") var words: String?
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        var step = CaseStep(.reject(reason))
        step.reason = words
        try await session.decide(number, by: step)
    }
}

struct CaseAskCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Ask the installer for more: the case's clock stands still until the answer.")

    @Argument(help: "The case's number.") var number: String
    @Option(help: "What is missing.") var words: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        var step = CaseStep(.askMore)
        step.asked = words
        try await session.decide(number, by: step)
    }
}

extension RejectionReason: ExpressibleByArgument {}

extension Session {
    fileprivate func decide(_ number: String, by step: CaseStep) async throws {
        let desk = desk()
        let found = try await store.cases.find(number)
        try await show(try await desk.decide(found, by: step, with: .command), desk)
    }
}
