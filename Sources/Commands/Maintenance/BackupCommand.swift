import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Store
import UnbindingCases
import Wire

struct BackupCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy everything to one file, while Rollcall runs.")

    @Argument(help: "The file to write.") var file: String
    @Flag(help: "Put the key into the file too: whoever has it can read the secrets.") var withKey = false
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let heads = try await session.store.maintenance.backUp(to: file, withKey: withKey)
        let caseLogs = heads.isEmpty ? nil : file + ".case-logs.json"
        if let caseLogs {
            let document = CaseLog.Head.document(heads, of: heads.count)
            try Data(document.bytes).write(to: URL(fileURLWithPath: caseLogs), options: .atomic)
        }
        if session.json {
            return Terminal.print([
                "file": .string(file), "withKey": .bool(withKey), "caseLogs": JSONValue(caseLogs),
            ])
        }
        session.say(
            withKey
                ? Phrase(
                    en: "Wrote \(file), with the key: keep it like a password.",
                    vi: "Đã ghi \(file), kèm khóa: hãy giữ như mật khẩu.")
                : Phrase(
                    en: "Wrote \(file), without the key: keep \(session.store.directory.path)/rollcall.key apart.",
                    vi: "Đã ghi \(file), không kèm khóa: hãy giữ riêng \(session.store.directory.path)/rollcall.key."))
        guard let caseLogs else { return }
        session.say(
            Phrase(
                en: "Wrote \(caseLogs), where the logs of unbinding cases end: keep it where nobody can change it.",
                vi: "Đã ghi \(caseLogs), điểm cuối nhật ký các yêu cầu hủy liên kết: hãy giữ nơi không ai sửa được.")
        )
    }
}

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in place, after checking it. The former data is kept aside.")

    @Argument(help: "The backup.") var file: String
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let language = Language.ofTerminal
        do {
            let report = try Restore.run(from: file, into: common.directory)
            if common.json {
                return Terminal.print([
                    "restored": .string(common.directory.path), "formerDatabase": JSONValue(report.formerDatabase),
                    "secretsToEnter": .array(
                        report.secretsToEnter.map { ["owner": .string($0.owner), "field": .string($0.field)] }),
                ])
            }
            Terminal.print(
                Phrase(
                    en: "Restored into \(common.directory.path).", vi: "Đã khôi phục vào \(common.directory.path).")[
                        language])
            for secret in report.secretsToEnter {
                Terminal.print(
                    Phrase(
                        en: "Enter again: \(secret.owner), field \(secret.field)",
                        vi: "Cần nhập lại: \(secret.owner), trường \(secret.field)")[language])
            }
        } catch {
            Terminal.complain(error.explained.phrase[language])
            throw ExitCode(1)
        }
    }
}
