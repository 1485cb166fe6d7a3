import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import LocalNetwork
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

struct UnbindExecuteCommand: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "execute",
        abstract:
            "Unbind a device of the local network with its own password, or carry an approved case out. One attempt.",
        discussion: """
            On a terminal the device is shown and confirmed first, and its password is typed without echo. Elsewhere the \
            password is the first line of standard input, and --mac with it counts as the confirmation.
            """)

    @Argument(help: "An approved case, instead of --mac.") var number: String?
    @Option(help: "The device's MAC address.") var mac: MACAddress?
    @Option(help: "Who carries a case out: \(UnbindingAuthority.allCases.map(\.rawValue).joined(separator: ", ")).")
    var authority = UnbindingAuthority.sadp
    @Option(help: "The vendor's reference, with --authority manual.") var reference: String?
    @OptionGroup var network: NetworkOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (number == nil) != (mac == nil) else { throw ValidationError("Give a case, or --mac.") }
        guard number != nil || authority == .sadp else { throw ValidationError("--authority belongs to a case.") }
    }

    func run(_ language: Language) async throws {
        if let number { return try await execute(number) }
        guard let mac else { return }
        // Standard input is read before the search, so that a forgotten password costs no time.
        let given = isatty(STDIN_FILENO) == 1 ? nil : try DevicePassword(readLine() ?? "")
        let (device, answer) = try await network.devices.unbind(mac) { device in
            try given ?? ask(device, language)
        }
        if common.json { Terminal.print(json(device, answer)) }
        guard case .done = answer else {
            Terminal.complain(answer.phrase[language])
            throw ExitCode(1)
        }
        if !common.json { Terminal.print("\(device.title): \(answer.phrase[language])") }
    }

    /// Carries an approved case out; exit status 1 where it failed.
    private func execute(_ number: String) async throws {
        try await Session.with(common) { session in
            let desk = session.desk(network.devices)
            let found = try await session.store.cases.find(number)
            let execution: Execution =
                switch authority {
                case .sadp: .sadp(try password(for: found, session.language))
                case .hikPartnerPro: .hikPartnerPro
                case .register: .register
                case .manual: .manual(reference: reference ?? "")
                }
            let (done, problem) = try await desk.execute(found, by: execution, with: .command)
            try await session.show(done, desk)
            if let problem { throw RequestFailure(problem) }
        }
    }

    private func password(for found: UnbindingCase, _ language: Language) throws -> DevicePassword {
        guard isatty(STDIN_FILENO) == 1 else { return try DevicePassword(readLine() ?? "") }
        let question = Phrase(
            en: "Password of \(found.title): ", vi: "Mật khẩu thiết bị \(found.title): ")
        return try DevicePassword(TerminalSecret.read(question[language]))
    }

    private func ask(_ device: FoundDevice, _ language: Language) throws -> DevicePassword {
        let question = Phrase(
            en: "\(device.title), serial \(device.serial), at \(device.ipv4). Unbind it? [y/N] ",
            vi: "\(device.title), số seri \(device.serial), địa chỉ \(device.ipv4). Hủy liên kết? [y/N] ")
        Terminal.write(Array(TextTable.printable(question[language]).utf8), to: STDERR_FILENO)
        guard ["y", "yes", "c", "có", "co"].contains(readLine()?.lowercased() ?? "") else {
            throw RequestFailure(en: "nothing was sent", vi: "chưa gửi gì")
        }
        return try DevicePassword(
            TerminalSecret.read(Phrase(en: "The device's password: ", vi: "Mật khẩu thiết bị: ")[language]))
    }

    private func json(_ device: FoundDevice, _ answer: SADPAnswer.UnbindAnswer) -> JSONValue {
        var tries: Int?
        var minutes: Int?
        if case .wrongPassword(let left) = answer { tries = left }
        if case .locked(let lock) = answer { minutes = lock }
        return [
            "mac": JSONValue((device.mac ?? mac)?.announced), "serial": .string(device.serial),
            "shortSerial": JSONValue(device.shortSerial?.text), "result": .string(answer.word),
            "triesLeft": JSONValue(tries), "lockMinutes": JSONValue(minutes),
        ]
    }
}

extension UnbindingAuthority: ExpressibleByArgument {}
