import Access
import ArgumentParser
import Attendance
import AttendanceHub
import Store
import UnbindingCases
import UnbindingDesk
import Wire

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company", abstract: "Companies whose accounts may file unbinding cases.",
        subcommands: [CompanyAddCommand.self, CompanyListCommand.self, CompanyDecideCommand.self])
}

struct CompanyAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a company that you know, as verified.")

    @Argument(help: "The company's name.") var name: String
    @Option(help: "Its tax code: 10 digits, 12, or 10-3.") var taxCode: String
    @Option(help: "An account that belongs to it; repeatable.") var member: [String] = []
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        guard CompanyDraft.isTaxCode(taxCode) else {
            throw RequestFailure(
                en: "“\(taxCode)” is not a tax code: 10 digits, 12, or 10 and three of a branch",
                vi: "“\(taxCode)” không phải mã số thuế: 10 chữ số, 12 chữ số, hoặc 10 kèm ba số chi nhánh")
        }
        let members = try await CompanyCommand.users(member, session)
        let company = try await session.store.companies.addVerified(
            try Names.checked(name), taxCode: taxCode, act: session.act)
        for user in members {
            try await session.store.companies.assign(company, to: user.name, act: session.act)
        }
        if session.json { return Terminal.print(company.json) }
        session.say(Phrase(en: "“\(company.name)” is verified.", vi: "“\(company.name)” đã được xác thực."))
    }
}

struct CompanyListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All companies.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let companies = try await session.store.companies.all()
        if session.json { return Terminal.print(.array(companies.map(\.json))) }
        for company in companies {
            Terminal.print(
                TextTable.printable(
                    "\(company.id)  \(company.name)  \(company.taxCode)  \(company.state.label[session.language])"))
        }
    }
}

struct CompanyDecideCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Verify a company, or refuse it with a reason.")

    @Argument(help: "Its number in the list.") var id: Int64
    @Option(help: "Why it is refused; without it the company is verified.") var refuse: String?
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let company = try await session.store.companies.find(id)
        try await session.desk().decide(
            company, verified: refuse == nil, reason: refuse ?? "", actor: .command)
        let decided = try await session.store.companies.find(id)
        if session.json { return Terminal.print(decided.json) }
        session.say(Phrase(verbatim: "\(decided.name): \(decided.state.label[session.language])"))
    }
}

extension CompanyCommand {
    fileprivate static func users(_ names: [String], _ session: Session) async throws -> [User] {
        var users: [User] = []
        for name in names { users.append(try await session.store.users.find(name)) }
        return users
    }
}

extension Company {
    fileprivate var json: JSONValue {
        [
            "id": .integer(id), "name": .string(name), "taxCode": .string(taxCode), "state": .string(state.rawValue),
            "reason": JSONValue(reason), "contact": .string(contact),
        ]
    }
}
