import Access
import Attendance
import Console
import Foundation
import HTTPServing
import HTTPTransport
import Hummingbird
import LocalNetwork
import Logging
import SADP
import Scheduling
import Sealing
import ServiceLifecycle
import Simulators
import Store
import SyncEngine
import Wire

/// A console in the test's own process, on real HTTP over loopback, with a clock that the test moves.
public struct TestConsole: Sendable {
    public let hub: TestHub
    public let console: Console
    public let address: String
    let http: any HTTPSending

    /// Serves the simulators and a console, and runs `body` with it and the simulators' addresses.
    public static func with(
        _ simulators: [any Simulator] = [], transport: ServingPolicy.Transport = .loopback,
        setupCode: String? = nil, localDevices: LocalDevices = TestConsole.quietNetwork,
        now: String = TestHub.usualNow,
        _ body: @escaping @Sendable (TestConsole, [String]) async throws -> Void
    ) async throws {
        try await TestHub.with(simulators, now: now) { hub, addresses in
            let bell = AsyncStream<Void>.makeStream()
            let confirmations = ConfirmationSchedule(engine: hub.engine) {}
            let console = try Console(
                engine: hub.engine, policy: ServingPolicy(transport: transport, setupCode: setupCode), version: "test",
                localDevices: localDevices,
                wakeDeliveries: { bell.continuation.yield() }, wakeConfirmations: { confirmations.loop.ring() })
            let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
            console.addRoutes(to: router)
            let port = AsyncStream<Int>.makeStream()
            var logger = Logger(label: "console")
            logger.logLevel = .critical
            let application = Application(
                router: router, server: HTTP1Server.builder(),
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { port.continuation.yield($0.localAddress?.port ?? 0) }, logger: logger)
            let group = ServiceGroup(configuration: .init(services: [.init(service: application)], logger: logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                tasks.addTask { await console.jobs.run() }
                tasks.addTask { await console.live.run() }
                tasks.addTask { await confirmations.run() }
                for await number in port.stream {
                    let test = TestConsole(
                        hub: hub, console: console, address: "http://127.0.0.1:\(number)", http: hub.engine.http)
                    try await body(test, addresses)
                    break
                }
                await group.triggerGracefulShutdown()
                tasks.cancelAll()
            }
        }
    }

    /// Loopback, and a port on which nobody answers: no test asks the machine's own network anything.
    public static var quietNetwork: LocalDevices { localDevices(port: 19_999, for: .milliseconds(300)) }

    /// Searches loopback at a port of the test's own.
    public static func localDevices(port: Int, for duration: Duration) -> LocalDevices {
        var settings = SADPSettings()
        settings.groupPort = port
        settings.listenPort = 0
        settings.impostorWithin = .milliseconds(200)
        return LocalDevices(interface: "127.0.0.1", duration: duration, settings: settings)
    }

    /// Somebody with an account of a role who has signed in; an installer belongs to a verified company.
    public func visitor(_ role: Role) async throws -> Visitor {
        role == .installer ? try await verifiedInstaller() : try await newcomer(role)
    }

    /// Somebody with a new account who has signed in and belongs to no company.
    public func newcomer(_ role: Role = .installer) async throws -> Visitor {
        let user = try await hub.store.users.add(
            "\(role.rawValue)-\(UUID().uuidString.prefix(6))", role: role, passwordHash: "none",
            act: Act(by: .person("test"), at: hub.clock.now))
        let secret = BearerSecret.make()
        try await hub.store.users.beginSession(secret, of: user, now: hub.clock.now)
        return Visitor(console: self, session: secret, name: user.name)
    }

    /// An installer of a company that was verified.
    public func verifiedInstaller(_ role: Role = .installer) async throws -> Visitor {
        let visitor = try await newcomer(role)
        let digits = String(UInt64.random(in: 1_000_000_000...9_999_999_999))
        let company = try await hub.store.companies.addVerified(
            "Công ty \(digits)", taxCode: digits, act: Act(by: .person("test"), at: hub.clock.now))
        try await hub.store.companies.assign(
            company, to: visitor.name, act: Act(by: .person("test"), at: hub.clock.now))
        return visitor
    }

    /// A program with a token of these scopes, of a company where one is named.
    public func program(_ scopes: Set<Permission>, of company: Int64? = nil) async throws -> Visitor {
        let (_, secret) = try await hub.store.apiTokens.add(
            UUID().uuidString, scopes: scopes, company: company, act: Act(by: .person("test"), at: hub.clock.now))
        return Visitor(console: self, token: secret)
    }

    public var stranger: Visitor { Visitor(console: self) }

    /// Whoever sends requests.
    public struct Visitor: Sendable {
        let console: TestConsole
        public var session: String?
        public var token: String?
        /// The account; empty for strangers and programs.
        public let name: String

        init(console: TestConsole, session: String? = nil, token: String? = nil, name: String = "") {
            self.name = name
            self.console = console
            self.session = session
            self.token = token
        }

        /// What every form of this person's pages carries.
        public var formToken: String { session.map(FormToken.make) ?? "" }

        public func get(
            _ path: String, headers: [(name: String, value: String)] = [], timeout: Duration = .seconds(60)
        ) async throws -> HTTPReply {
            try await send(.get, path, body: nil, type: "", headers: headers, timeout: timeout)
        }

        /// Sends a form as the page would.
        public func post(
            _ path: String, _ fields: [String: String] = [:], headers: [(name: String, value: String)] = []
        ) async throws -> HTTPReply {
            try await post(path, pairs: fields.map { ($0.key, $0.value) }, headers: headers)
        }

        /// Sends a form in which a name may stand more than once, as ticked boxes do.
        public func post(
            _ path: String, pairs fields: [(name: String, value: String)],
            headers: [(name: String, value: String)] = []
        ) async throws -> HTTPReply {
            let hasToken = fields.contains { $0.name == "_token" }
            let fields = fields + (hasToken ? [] : [(name: "_token", value: formToken)])
            var allowed = CharacterSet.alphanumerics
            allowed.insert(charactersIn: "-._~")
            let text = fields.map {
                "\($0.name)=\($0.value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")"
            }.joined(separator: "&")
            return try await send(
                .post, path, body: Array(text.utf8), type: "application/x-www-form-urlencoded", headers: headers)
        }

        /// Sends a form with one file, as a browser does (RFC 7578).
        public func upload(
            _ path: String, _ bytes: [UInt8], named name: String, as field: String = "photo",
            _ fields: [String: String] = [:]
        ) async throws -> HTTPReply {
            let boundary = "rollcall-test-7f3a91"
            var body: [UInt8] = []
            for (name, value) in fields.merging(["_token": formToken], uniquingKeysWith: { first, _ in first }) {
                body += Array(
                    "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
            }
            let head = "Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\""
            body += Array("--\(boundary)\r\n\(head)\r\nContent-Type: image/jpeg\r\n\r\n".utf8) + bytes
            body += Array("\r\n--\(boundary)--\r\n".utf8)
            return try await send(
                .post, path, body: body, type: "multipart/form-data; boundary=\(boundary)", headers: [])
        }

        public func send(
            _ method: HTTPCall.Method, _ path: String, json: String? = nil,
            headers: [(name: String, value: String)] = []
        ) async throws -> HTTPReply {
            try await send(
                method, path, body: json.map { Array($0.utf8) }, type: "application/json", headers: headers)
        }

        public func send(
            _ method: HTTPCall.Method, _ path: String, body: [UInt8]?, type: String,
            headers: [(name: String, value: String)], timeout: Duration = .seconds(60)
        ) async throws -> HTTPReply {
            var headers = headers
            if let session {
                let others = headers.filter { $0.name == "Cookie" }.map { "; " + $0.value }.joined()
                headers.removeAll { $0.name == "Cookie" }
                headers.append((name: "Cookie", value: "rollcall=\(session)" + others))
            }
            if let token { headers.append((name: "Authorization", value: "Bearer \(token)")) }
            if body != nil { headers.append((name: "Content-Type", value: type)) }
            return try await console.http.send(
                HTTPCall(method, console.address + path, headers: headers, body: body, timeout: timeout))
        }
    }
}

extension HTTPReply {
    public var text: String { String(decoding: body, as: UTF8.self) }
    /// Null where it is not JSON.
    public var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}
