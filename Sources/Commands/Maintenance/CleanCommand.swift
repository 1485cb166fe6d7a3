import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Store
import Wire

extension CleaningSubject: ExpressibleByArgument {}

struct CleanCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Remove devices, punches, or the memory of what was pushed. Asks first.")

    @Argument(help: "devices, punches or push-history.") var subject: CleaningSubject
    @Option(help: "Only what lies before this date or time.") var before: TimeText?
    @Flag(help: "Do not ask.") var yes = false
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if !subject.takesDate, before != nil { throw ValidationError("--before does not apply to devices.") }
    }

    func run(_ session: Session) async throws {
        let removed = try await Cleaning(session.store).remove(
            subject, before: before, confirmedBy: yes ? Cleaning.confirmation : askedWord(session),
            act: session.act)
        if session.json {
            return Terminal.print(["cleaned": .string(subject.rawValue), "removed": JSONValue(removed)])
        }
        let outcome =
            switch subject {
            case .devices:
                Phrase(
                    en: "Removed \(removed) devices; punches are kept.",
                    vi: "Đã xóa \(removed) thiết bị; bản ghi vẫn giữ.")
            case .punches:
                Phrase(
                    en: "Removed \(removed) punches; what was pushed stays remembered as received.",
                    vi: "Đã xóa \(removed) bản ghi; vẫn nhớ những gì đã gửi.")
            case .pushHistory:
                Phrase(en: "Forgot \(removed) receipts.", vi: "Đã xóa ghi nhớ về \(removed) lượt gửi.")
            }
        session.say(outcome)
    }

    /// What a person types who is asked; there must be one.
    private func askedWord(_ session: Session) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw RequestFailure(
                en: "this removes data: add --yes to confirm", vi: "lệnh này xóa dữ liệu: thêm --yes để xác nhận")
        }
        Terminal.complain(
            Phrase(
                en: "Remove \(subject.rawValue)? Type yes to go on:", vi: "Xóa \(subject.rawValue)? Gõ yes để tiếp tục:"
            )[session.language], prefix: "")
        return readLine() ?? ""
    }
}
