import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Store
import UnbindingCases
import Wire

struct CaseVerifyLogCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-log",
        abstract: "Whether a case and its log are what was written: exit status 1 where they are not.")

    @Argument(help: "The case's number.") var number: String?
    @Flag(help: "Look at every case.") var all = false
    @Option(
        name: .customLong("noted"), parsing: .singleValue,
        help: "What was noted outside: the file beside a backup, a webhook's body, a dossier's case.json; any number.")
    var notedFiles: [String] = []
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (number == nil) == all else { throw ValidationError("Name one case, or give --all.") }
    }

    func run(_ session: Session) async throws {
        var noted: [CaseLog.Head] = []
        var missing: [String] = []
        var most = 0
        for file in notedFiles {
            let found = try read(file, session)
            noted += found.heads
            most = max(most, found.cases ?? 0)
        }
        var cases: [UnbindingCase] = []
        if let number {
            cases = [try await session.store.cases.find(number)]
        } else {
            for head in try await session.store.cases.logHeads() {
                cases.append(try await session.store.cases.find(head.number))
            }
            missing = Set(noted.map(\.number)).subtracting(cases.map(\.number)).sorted()
        }
        var flaws: [(number: String, flaw: CaseLogFailure)] = []
        for found in cases {
            let flaw = try await session.store.cases.flaw(of: found, noted: noted)
            if let flaw { flaws.append((found.number, flaw)) }
            guard session.json else { continue }
            Terminal.print([
                "number": .string(found.number), "ok": .bool(flaw == nil), "entries": JSONValue(found.logHead.count),
                "head": .string(found.logHead.hash), "flaw": JSONValue(flaw.map { $0.word }),
            ])
        }
        if session.json {
            for number in missing { Terminal.print(["number": .string(number), "ok": false, "flaw": "missing"]) }
        }
        let fewer =
            all && cases.count < most
            ? [
                Phrase(
                    en: "\(most) cases were noted outside, and \(cases.count) are here: some were taken out",
                    vi: "bên ngoài đã ghi \(most) yêu cầu mà ở đây chỉ có \(cases.count): có yêu cầu đã bị xóa")
            ] : []
        let problems =
            flaws.map { $0.flaw.phrase(of: $0.number) } + fewer
            + missing.map {
                Phrase(
                    en: "case \($0) was noted outside and is not here",
                    vi: "yêu cầu \($0) đã được ghi lại bên ngoài nhưng không có ở đây")
            }
        for problem in problems.dropLast() { Terminal.complain(problem[session.language]) }
        if let last = problems.last { throw session.fail(last) }
        guard !session.json else { return }
        if let found = cases.first, number != nil {
            return session.say(
                Phrase(
                    en: "\(found.number) and its log are what was written (entries: \(found.logHead.count)).",
                    vi: "\(found.number) và \(found.logHead.count) mục nhật ký đúng như đã ghi."))
        }
        session.say(
            Phrase(
                en: "All cases and their logs are what was written (cases: \(cases.count)).",
                vi: "Cả \(cases.count) yêu cầu và nhật ký đúng như đã ghi."))
    }

    private func read(_ file: String, _ session: Session) throws -> (heads: [CaseLog.Head], cases: Int?) {
        guard let bytes = FileManager.default.contents(atPath: file),
            let document = try? JSONValue(parsing: Array(bytes)),
            let noted = CaseLog.Head.noted(in: document)
        else {
            throw session.fail(
                Phrase(
                    en:
                        "\(file) notes no end of a log: give the file beside a backup, a webhook's body or a dossier's case.json",
                    vi:
                        "\(file) không ghi điểm cuối nhật ký: hãy chọn tệp kèm bản sao lưu, nội dung webhook hoặc case.json của hồ sơ"
                ))
        }
        return noted
    }
}
