import ArgumentParser
import Attendance
import AttendanceHub
import Certificates
import Console
import Foundation
import LocalNetwork
import Logging
import Sealing
import Server
import ServiceLifecycle
import Store
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

/// How the connection to browsers is protected.
struct SecurityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A PEM file: the server's certificate and its chain.", valueName: "file"))
    var tlsCertificate: String?
    @Option(help: ArgumentHelp("A PEM file: the certificate's key.", valueName: "file"))
    var tlsKey: String?
    @Flag(
        help:
            "Use a certificate authority of this data directory's own (the default off loopback); its root is at /ca.crt."
    )
    var ownCertificate = false
    @Option(
        help: ArgumentHelp(
            "A name or address that browsers use, for the own certificate; repeatable.", valueName: "name"))
    var hostName: [String] = []
    @Option(
        help: ArgumentHelp(
            "Plain HTTP for a proxy at this address, which ends TLS and sets X-Forwarded-For, -Proto and -Host; repeatable.",
            valueName: "address"))
    var behindProxy: [String] = []
    @Flag(help: "Plain HTTP over the network. Passwords can be read on the way; every page says so.")
    var insecureHttp = false

    func validate() throws {
        guard (tlsCertificate == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key belong together.")
        }
        let chosen = [tlsCertificate != nil, ownCertificate, !behindProxy.isEmpty, insecureHttp].count { $0 }
        guard chosen <= 1 else {
            throw ValidationError(
                "Choose one of --tls-certificate, --own-certificate, --behind-proxy and --insecure-http.")
        }
    }

    var security: ServingPlan.Security {
        if let tlsCertificate, let tlsKey { return .files(certificate: tlsCertificate, key: tlsKey) }
        if ownCertificate { return .ownAuthority }
        if !behindProxy.isEmpty { return .proxied(by: behindProxy) }
        return insecureHttp ? .insecure : .automatic
    }
}

struct ServeCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract:
            "Run the console, the JSON API, the schedule and the deliveries, and answer /healthz, /readyz, /metrics.")

    @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
    var listen = ListenAddress.loopback
    @Option(
        help: ArgumentHelp(
            "Where to listen for terminals that push by themselves (/iclock) besides: plain HTTP, nothing else is served there.",
            valueName: "host:port"))
    var iclockListen: ListenAddress?
    @Option(
        help: ArgumentHelp(
            "The network that the console searches for devices. Default: every one but loopback.",
            valueName: "address|name"))
    var networkInterface: String?
    @Option(
        help: ArgumentHelp(
            "A folder in which HR clients made by page or API may write files, besides exports/ of the data directory; repeatable.",
            valueName: "folder"))
    var fileFolder: [String] = []
    @OptionGroup var security: SecurityOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        try await session.store.hrClients.serveFileFolders(
            fileFolder.map { URL(fileURLWithPath: $0).standardizedFileURL.path })
        try await Serving.run(
            session, listen, security, terminals: iclockListen, simulators: LocalCompany(store: session.store),
            localDevices: LocalDevices(interface: networkInterface))
    }
}

extension ListenAddress {
    static let loopback = ListenAddress(host: "127.0.0.1", port: 8080)
    static let anyOfLoopback = ListenAddress(host: "127.0.0.1", port: 0)

    var defaultValueDescription: String { "\(host):\(port)" }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

enum Serving {
    static func run(
        _ session: Session, _ address: ListenAddress, _ options: SecurityOptions, terminals: ListenAddress? = nil,
        simulators: (any SimulatedCompany & Service)?, localDevices: LocalDevices,
        startedTerminals: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws {
        let log = Logger(label: "rollcall") { _ in StandardErrorLog() }
        let clock = SteadyClock()
        let engine = Engine(
            store: session.store, deviceKinds: session.engine.deviceKinds, hrKinds: session.engine.hrKinds,
            http: session.engine.http, now: { clock.now }, log: log)
        let plan = ServingPlan(
            host: address.host, port: address.port, security: options.security, names: options.hostName,
            setupCode: String(BearerSecret.make().prefix(12)),
            terminals: terminals.map { (host: $0.host, port: $0.port) })
        let isEmpty = try await session.store.users.isEmpty()
        let server = RollcallServer(
            engine: engine, version: RollcallCommand.version, simulators: simulators, localDevices: localDevices,
            clock: clock, log: log)
        do {
            try await server.run(plan) { url in
                session.say(Phrase(en: "Rollcall serves at \(url)", vi: "Rollcall đang chạy tại \(url)"))
                if isEmpty {
                    let path = url + "/setup?code=\(plan.setupCode)"
                    session.note(
                        Phrase(
                            en: "Make the first account: \(path)", vi: "Hãy tạo tài khoản đầu tiên: \(path)"))
                }
                if options.insecureHttp, !plan.isLoopback {
                    session.note(
                        Phrase(
                            en: "Warning: --insecure-http sends passwords and records unencrypted.",
                            vi: "Cảnh báo: --insecure-http gửi mật khẩu và bản ghi không mã hóa."))
                }
            } startedTerminals: { url in
                session.say(
                    Phrase(en: "Terminals push to \(url)", vi: "Máy chấm công tự đẩy gọi đến \(url)"))
                startedTerminals(url)
            }
        } catch let error where "\(error)".contains("EADDRINUSE") || "\(error)".contains("Address already in use") {
            let other = terminals.map {
                Phrase(en: ", or \($0.port) of --iclock-listen", vi: ", hoặc \($0.port) của --iclock-listen")
            }
            let which = other ?? Phrase(verbatim: "")
            throw RequestFailure(
                en: "port \(address.port)\(which.en) is in use: choose another with --listen \(address.host):PORT",
                vi: "cổng \(address.port)\(which.vi) đang được dùng: chọn cổng khác bằng --listen \(address.host):CỔNG")
        }
    }
}
