import ArgumentParser
import Foundation
import Simulators

/// Puts simulated Hikvision devices on a network.
struct TerminalsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminals",
        abstract: "Simulated Hikvision devices that answer the discovery protocol on one interface.")

    @Option(help: "An address of the interface.") var interface = "127.0.0.1"
    @Option(
        help: ArgumentHelp(
            "Addresses of the devices, repeatable; devices beyond the last one share it. On loopback: 127.0.0.11 and up.",
            valueName: "address"))
    var address: [String] = []
    @Option(help: "The multicast group.") var group = "239.255.255.250"
    @Option(help: "The UDP port.") var port = 37_020
    @Option(
        help:
            "How all devices misbehave, repeatable: \(SimulatedTerminal.Quirk.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var quirk: [SimulatedTerminal.Quirk] = []

    func run() async throws {
        let terminals = SimulatedSite.terminals(quirks: Set(quirk)) { number in
            if let last = address.last { return number <= address.count ? address[number - 1] : last }
            return interface.hasPrefix("127.") ? "127.0.0.\(10 + number)" : interface
        }
        var network = TerminalNetwork(interface: interface)
        network.group = group
        network.port = port
        try await network.run(terminals) {
            var lines = ""
            for terminal in terminals {
                let identity = terminal.identity
                lines += "terminal \(identity.mac) \(identity.serial) \(identity.address) \(terminal.keyString)\n"
            }
            FileHandle.standardOutput.write(Data((lines + "password \(SimulatedSite.password)\n").utf8))
        }
    }
}

extension SimulatedTerminal.Quirk: ExpressibleByArgument {}
