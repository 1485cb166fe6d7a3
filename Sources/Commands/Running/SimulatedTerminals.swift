import Simulators

/// The made-up company's Hikvision devices: on this machine's loopback, each at an address of its own.
enum SimulatedTerminals {
    static let interface = "127.0.0.1"

    /// Answers until the task is cancelled. A machine that lets nobody have the port goes without them.
    static func run() async {
        let terminals = SimulatedSite.terminals { "127.0.0.\(10 + $0)" }
        try? await TerminalNetwork(interface: interface).run(terminals) {}
    }
}
