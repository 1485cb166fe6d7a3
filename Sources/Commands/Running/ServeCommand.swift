import ArgumentParser
import Attendance
import Hub
import Logging
import Server
import SyncEngine

/// `HOST:PORT`; IPv6 hosts in brackets.
struct ListenAddress: ExpressibleByArgument, Sendable {
    let host: String
    let port: Int

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        let host = argument[..<colon].filter { $0 != "[" && $0 != "]" }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = port
    }
}

struct ServeCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the schedule and the deliveries, and answer /healthz, /readyz, /metrics.")

    @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
    var listen = ListenAddress.loopback
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        try await Serving.run(session, listen)
    }
}

extension ListenAddress {
    static let loopback = ListenAddress(host: "127.0.0.1", port: 8080)

    var defaultValueDescription: String { "\(host):\(port)" }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

enum Serving {
    static func run(_ session: Session, _ address: ListenAddress) async throws {
        let log = Logger(label: "rollcall") { _ in StandardErrorLog() }
        let engine = Engine(
            store: session.store, deviceKinds: session.engine.deviceKinds, hrKinds: session.engine.hrKinds,
            http: session.engine.http, log: log)
        do {
            try await RollcallServer(engine: engine, log: log).run(host: address.host, port: address.port) { url in
                session.say(Phrase(en: "Rollcall serves at \(url)", vi: "Rollcall đang chạy tại \(url)"))
            }
        } catch let error where "\(error)".contains("EADDRINUSE") || "\(error)".contains("Address already in use") {
            throw Failure(
                en: "port \(address.port) is in use: choose another with --listen \(address.host):PORT",
                vi: "cổng \(address.port) đang được dùng: chọn cổng khác bằng --listen \(address.host):CỔNG")
        }
    }
}
