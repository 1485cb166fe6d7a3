import Access
import ArgumentParser
import Attendance
import AttendanceHub
import Store
import UnbindingCases
import Wire

extension Permission: ExpressibleByArgument {}

struct APITokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-token", abstract: "Tokens for the JSON API.",
        subcommands: [APITokenAddCommand.self, APITokenListCommand.self, APITokenRevokeCommand.self])
}

struct APITokenAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a token and print it, this once.")

    @Argument(help: "What it is for.") var name: String
    @Option(
        help: ArgumentHelp(
            "A scope, repeatable: \(Permission.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "scope"))
    var scope: [Permission] = []
    @Option(
        help: ArgumentHelp(
            "The company that it speaks for, by its number in `company list`: it sees and reports that company's alone.",
            valueName: "company"))
    var company: Int64?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if scope.isEmpty { throw ValidationError("Give at least one --scope.") }
    }

    func run(_ session: Session) async throws {
        let everything = Principal(.command, permissions: Set(Permission.allCases))
        let (token, secret) = try await Accounts(session.store).makeToken(
            named: name, Set(scope), company: company.map { String($0) }, by: everything, at: session.act.at)
        if session.json { return Terminal.print(token.json.adding("token", .string(secret))) }
        Terminal.print(secret)
        session.note(
            Phrase(en: "Keep it now: it is not shown again.", vi: "Hãy lưu ngay: sẽ không hiện lại."))
    }
}

struct APITokenListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All tokens, without their secrets.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let tokens = try await session.store.apiTokens.all()
        if session.json { return Terminal.print(.array(tokens.map(\.json))) }
        var table = TextTable(
            session.language == .vi
                ? ["ID", "TÊN", "QUYỀN", "DÙNG GẦN NHẤT"] : ["ID", "NAME", "SCOPES", "LAST USED"])
        for token in tokens {
            table.append([
                String(token.id), token.name, token.scopes.map(\.rawValue).sorted().joined(separator: " "),
                session.text(token.lastUsedAt),
            ])
        }
        Terminal.print(table.text)
    }
}

struct APITokenRevokeCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Make a token worthless.")

    @Argument(help: "Name or id.") var token: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        try await session.store.apiTokens.revoke(token, act: session.act)
    }
}
