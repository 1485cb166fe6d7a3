import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import HTTPTransport
import Logging
import ProgramSettings
import Server
import Store
import SyncEngine

/// A command that needs the data directory.
protocol StoreCommand: AsyncParsableCommand {
    var common: CommonOptions { get }
    func run(_ session: Session) async throws
}

extension StoreCommand {
    mutating func run() async throws {
        let command = self
        try await Session.with(command.common) { try await command.run($0) }
    }
}

/// What a command works with: the open store, the engine on it, and the language of the person.
struct Session: Sendable {
    let store: Store
    let engine: Engine
    let language: Language
    let json: Bool

    /// The zone of times that belong to no device.
    let zone = Zone.vietnam

    /// What commands do with devices and HR clients. A server that runs beside them looks for itself.
    var hub: Hub { Hub(engine: engine) }

    /// What this command does, for histories.
    var act: Act { Act(by: .command, at: .now) }

    /// Opens the data directory, runs `body`, and turns every error into its sentence and exit status 1.
    static func with(_ common: CommonOptions, _ body: (Session) async throws -> Void) async throws {
        var language = Language.ofTerminal
        do {
            let store = try Store(directory: common.directory)
            language = try await store.settings.current().language ?? language
            let spoken = language
            // What is listed cannot be read for a moment: then nothing is.
            let quotes = QuoteRule { (try? await store.settings.current().insideHosts) ?? [] }
            try await HTTPTransport.with(quotes: quotes) { http in
                var log = Logger(label: "rollcall") { _ in StandardErrorLog() }
                log.logLevel = .critical
                let engine = Engine(
                    store: store, deviceKinds: Kinds.devices, hrKinds: Kinds.hrSystems, http: http, log: log)
                try await engine.prepare()
                try await body(Session(store: store, engine: engine, language: spoken, json: common.json))
            }
        } catch let error as ExitCode {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch {
            Terminal.complain(error.explained.phrase[language])
            throw ExitCode(1)
        }
    }

    /// The device that an option names; nil without the option.
    func device(_ selector: String?) async throws -> Device? {
        guard let selector else { return nil }
        return try await store.devices.find(selector)
    }

    /// The HR client that an option names; nil without the option.
    func client(_ selector: String?) async throws -> HRClient? {
        guard let selector else { return nil }
        return try await store.hrClients.find(selector)
    }

    /// The named client alone, or all that are enabled.
    func clients(_ selector: String?) async throws -> [HRClient] {
        if let client = try await client(selector) { return [client] }
        return try await store.hrClients.all().filter(\.isEnabled)
    }

    func say(_ phrase: Phrase) { Terminal.print(phrase[language]) }

    /// What a command has made of something: a sentence, or the whole of it as JSON.
    func show<Subject: CommandSubject>(_ subject: Subject, _ sentence: Phrase) async throws {
        guard json else { return say(sentence) }
        Terminal.print(try await Subject.find(subject.name, in: self).json(in: self))
    }

    /// To standard error: news that is not the command's output.
    func note(_ phrase: Phrase) { Terminal.complain(phrase[language], prefix: "") }

    /// Ends the command with status 1, the reason having been said.
    func fail(_ phrase: Phrase) -> ExitCode {
        Terminal.complain(phrase[language])
        return ExitCode(1)
    }

    func text(_ instant: Instant?, in zone: Zone? = nil) -> String {
        guard let instant else { return "–" }
        let local = (zone ?? self.zone).local(at: instant)
        return "\(local)"
    }
}

extension Language {
    /// Vietnamese where the terminal's locale is Vietnamese, English elsewhere.
    static var ofTerminal: Language {
        let environment = ProcessInfo.processInfo.environment
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = environment[name], !value.isEmpty else { continue }
            return value.lowercased().hasPrefix("vi") ? .vi : .en
        }
        return .en
    }
}

/// Log lines for a service manager: time, level, text, on standard error.
struct StandardErrorLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        Terminal.complain("\(Zone.vietnam.rfc3339(.now)) \(event.level) \(event.message)", prefix: "")
    }
}
