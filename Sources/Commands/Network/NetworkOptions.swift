import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import LocalNetwork
import SADP

/// Where to look for devices, and for how long.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The network to search, by this machine's address or interface there. Default: every one but loopback.",
            valueName: "address|name"))
    var interface: String?
    @Option(help: ArgumentHelp("How long answers are taken; 0.5 to 120.", valueName: "seconds"))
    var timeout = 3.0
    @Option(help: ArgumentHelp("The local UDP port, for tests.", visibility: .hidden))
    var listenPort: Int?
    @Option(help: ArgumentHelp("Where requests go, ADDRESS or ADDRESS:PORT, for tests.", visibility: .hidden))
    var group: String?

    func validate() throws {
        guard timeout >= 0.5, timeout <= 120 else { throw ValidationError("--timeout is 0.5 to 120 seconds.") }
        if let listenPort, !(0...65_535).contains(listenPort) {
            throw ValidationError("--listen-port is 0 to 65535.")
        }
        if let group, NetworkOptions.parts(group) == nil {
            throw ValidationError("--group is an IPv4 address, or one with :PORT.")
        }
    }

    var devices: LocalDevices {
        var settings = SADPSettings()
        if let listenPort { settings.listenPort = listenPort }
        if let (address, port) = group.flatMap(NetworkOptions.parts) {
            settings.group = address
            settings.groupPort = port ?? settings.groupPort
        }
        settings.answerWithin = max(settings.answerWithin, .seconds(timeout))
        settings.unbindWithin = max(settings.unbindWithin, .seconds(timeout))
        return LocalDevices(interface: interface, duration: .milliseconds(Int(timeout * 1000)), settings: settings)
    }

    private static func parts(_ text: String) -> (address: String, port: Int?)? {
        let words = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let address = words.first.map(String.init), words.count <= 2, !address.isEmpty else { return nil }
        guard words.count == 2 else { return (address, nil) }
        guard let port = Int(words[1]), (1...65_535).contains(port) else { return nil }
        return (address, port)
    }
}

extension MACAddress: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

/// A command that works without a data directory.
protocol NetworkCommand: AsyncParsableCommand {
    func run(_ language: Language) async throws
}

extension NetworkCommand {
    mutating func run() async throws {
        let command = self
        let language = Language.ofTerminal
        do { try await command.run(language) } catch let error as ExitCode { throw error } catch {
            Terminal.complain(error.explained.phrase[language])
            throw ExitCode(1)
        }
    }
}
