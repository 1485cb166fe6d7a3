import ArgumentParser
import Attendance
import AttendanceHub
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

struct CaseListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Unbinding cases, the newest first.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let cases = try await session.store.cases.all(of: nil)
        if session.json { return Terminal.print(.array(cases.map { $0.json(session.language) })) }
        guard !cases.isEmpty else { return session.say(Phrase(en: "No case yet.", vi: "Chưa có yêu cầu nào.")) }
        var table = TextTable(
            session.language == .vi
                ? ["SỐ", "TRẠNG THÁI", "SỐ SERI", "MODEL", "NGƯỜI GỬI", "TẠO LÚC", "HẠN"]
                : ["NUMBER", "STATE", "SERIAL", "MODEL", "INSTALLER", "OPENED", "DUE"])
        for found in cases {
            table.append([
                found.number, found.state.label[session.language], found.serial.text, found.model, found.installer,
                session.text(found.createdAt), session.text(found.dueAt),
            ])
        }
        Terminal.print(table.text)
    }
}

struct CaseShowCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One case: what is known, what the checks say, its log.")

    @Argument(help: "The case's number.") var number: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let found = try await session.store.cases.find(number)
        try await session.show(found, session.desk())
    }
}

struct CaseWithdrawCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "Take a case back.")

    @Argument(help: "The case's number.") var number: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let moved = try await session.desk().withdraw(try await session.store.cases.find(number), by: .command)
        if session.json { return Terminal.print(moved.json(session.language)) }
        session.say(Phrase(en: "\(moved.number) is withdrawn.", vi: "Đã rút \(moved.number)."))
    }
}
