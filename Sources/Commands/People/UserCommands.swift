import Access
import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import Sealing
import Store
import Wire

extension Role: ExpressibleByArgument {}

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "People who sign in to the console, and what they may do.",
        subcommands: [
            UserAddCommand.self, UserListCommand.self, UserPasswordCommand.self, UserDisableCommand.self,
            UserEnableCommand.self,
        ])
}

struct UserAddCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an account. Asks for its password, or reads it from standard input.")

    @Argument(help: "The name to sign in with.") var name: String
    @Option(help: "admin, operator, viewer, installer or reviewer.") var role: Role
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let name = try UserNameRule.checked(name)
        let hash = try session.askNewPassword(for: name)
        let user = try await session.store.users.add(
            name, role: role, passwordHash: hash, act: session.act)
        if session.json { return Terminal.print(user.json) }
        session.say(Phrase(en: "Added “\(user.name)”.", vi: "Đã thêm “\(user.name)”."))
    }
}

struct UserListCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All accounts.")

    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let users = try await session.store.users.all()
        if session.json { return Terminal.print(.array(users.map(\.json))) }
        var table = TextTable(
            session.language == .vi
                ? ["TÊN", "VAI TRÒ", "TRẠNG THÁI", "ĐĂNG NHẬP"] : ["NAME", "ROLE", "STATE", "LAST SIGNED IN"])
        for user in users {
            let state =
                user.isEnabled ? Phrase(en: "enabled", vi: "đang bật") : Phrase(en: "disabled", vi: "vô hiệu")
            table.append([
                user.name, user.role.rawValue, state[session.language], session.text(user.lastLoginAt),
            ])
        }
        Terminal.print(table.text)
    }
}

struct UserPasswordCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "password",
        abstract: "Set an account's password, asked for or read from standard input. Its sessions end.")

    @Argument(help: "The account.") var name: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let user = try await session.store.users.find(name)
        let hash = try session.askNewPassword(for: user.name)
        try await session.store.users.setPassword(hash, of: user, act: session.act)
    }
}

struct UserDisableCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Shut an account out. Its sessions end.")

    @Argument(help: "The account.") var name: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let user = try await session.store.users.find(name)
        try await session.store.users.change(
            user, role: user.role, isEnabled: false, act: session.act)
    }
}

struct UserEnableCommand: StoreCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Let an account in again.")

    @Argument(help: "The account.") var name: String
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let user = try await session.store.users.find(name)
        try await session.store.users.change(user, role: user.role, isEnabled: true, act: session.act)
    }
}

extension Session {
    /// A new password, typed twice without echo, or the first line of standard input.
    fileprivate func askNewPassword(for name: String) throws -> String {
        let password: String
        if isatty(STDIN_FILENO) == 1 {
            password = try TerminalSecret.read(Phrase(en: "Password: ", vi: "Mật khẩu: ")[language])
            let again = try TerminalSecret.read(Phrase(en: "Once more: ", vi: "Nhập lại: ")[language])
            guard password == again else {
                throw RequestFailure(en: "the two passwords differ", vi: "hai lần nhập mật khẩu khác nhau")
            }
        } else {
            password = readLine() ?? ""
        }
        return try PasswordHash.make(try PasswordRule.checked(password, userName: name))
    }
}

/// A line typed without echo.
enum TerminalSecret {
    static func read(_ prompt: String) throws -> String {
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        var quiet = settings
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
        // Only now: what is typed at once after the question must not be echoed, or thrown away with what came before.
        Terminal.write(Array(prompt.utf8), to: STDERR_FILENO)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            Terminal.write([0x0A], to: STDERR_FILENO)
        }
        guard let line = readLine() else { throw RequestFailure(en: "nothing was typed", vi: "chưa nhập gì") }
        return line
    }
}
