import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import LocalNetwork
import SADP
import Serials
import Store
import Wire

struct UnbindCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unbind", abstract: "Free a Hikvision device from the cloud account that it is bound to.",
        subcommands: [
            CaseCheckCommand.self, CaseNewCommand.self, CaseListCommand.self, CaseShowCommand.self,
            CaseApproveCommand.self, CaseRejectCommand.self, CaseAskCommand.self, CaseWithdrawCommand.self,
            CaseVerifyLogCommand.self, UnbindStatusCommand.self, UnbindKeyCommand.self, UnbindExecuteCommand.self,
        ])
}

struct UnbindStatusCommand: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Whether a device of the local network is bound, and what says so.")

    @Option(help: "The device's MAC address.") var mac: MACAddress
    @OptionGroup var network: NetworkOptions
    @OptionGroup var common: CommonOptions

    func run(_ language: Language) async throws {
        let (device, verdict) = try await network.devices.binding(of: mac)
        let value: JSONValue = [
            "mac": .string((device.mac ?? mac).announced), "serial": .string(device.serial),
            "shortSerial": JSONValue(device.shortSerial?.text), "binding": .string(verdict.binding.rawValue),
            "hikConnect": .string(verdict.hikConnect.rawValue), "basis": .string(verdict.source.rawValue),
            "model": .string(device.model), "ipv4": .string(device.ipv4),
        ]
        if common.json { return Terminal.print(value) }
        let line = Phrase(
            en:
                "\(device.title): \(verdict.binding.label.en) (\(verdict.source.label.en)); Hik-Connect \(verdict.hikConnect.label.en).",
            vi:
                "\(device.title): \(verdict.binding.label.vi) (\(verdict.source.label.vi)); Hik-Connect \(verdict.hikConnect.label.vi)."
        )
        Terminal.print(TextTable.printable(line[language]))
    }
}

struct UnbindKeyCommand: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "A device's key string, as the vendor's tool exports it. Keep it secret.")

    @Option(help: "The device's MAC address.") var mac: MACAddress
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("A new file for it, readable by you alone. Default: standard output.", valueName: "file"))
    var output: String?
    @OptionGroup var network: NetworkOptions
    @OptionGroup var common: CommonOptions

    func run(_ language: Language) async throws {
        let (device, key) = try await network.devices.keyString(of: mac)
        if let output { try write(key.secret, to: output) }
        if common.json {
            return Terminal.print([
                "mac": .string((device.mac ?? mac).announced), "serial": .string(device.serial),
                "shortSerial": JSONValue(device.shortSerial?.text), "namesSerial": JSONValue(key.serial?.text),
                "key": output == nil ? .string(key.secret) : .null, "file": JSONValue(output),
            ])
        }
        guard let output else { return Terminal.print(key.secret) }
        Terminal.complain(
            Phrase(
                en: "The key string of \(device.title) is in \(output).",
                vi: "Chuỗi ký tự của \(device.title) đã lưu vào \(output).")[language], prefix: "")
    }

    /// Never over another file, and never readable by others, not even for a moment.
    private func write(_ secret: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw RequestFailure(
                en: "\(path) could not be made: \(reason). The key string was not written anywhere",
                vi: "không tạo được \(path): \(reason). Chuỗi ký tự chưa được ghi vào đâu")
        }
        defer { close(descriptor) }
        guard Terminal.write(Array((secret + "\n").utf8), to: descriptor) else {
            unlink(path)
            throw RequestFailure(en: "\(path) could not be written", vi: "không ghi được \(path)")
        }
    }
}

extension FoundDevice {
    /// Model and serial, for a sentence.
    var title: String {
        TextTable.printable([model, shortSerial?.text ?? serial].filter { !$0.isEmpty }.joined(separator: " "))
    }
}
