import Foundation
import Wire

/// The real program, run as its user runs it.
public struct RollcallBinary: Sendable {
    public let directory: URL
    public var environment: [String: String]

    public init(data directory: URL, environment: [String: String] = [:]) {
        self.directory = directory
        self.environment = environment
    }

    public struct Result: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String

        /// Standard output as JSON; null when it is none.
        public var json: JSONValue { (try? JSONValue(parsing: Array(output.utf8))) ?? .null }
    }

    /// Beside the test bundle.
    public static var executable: URL {
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        for argument in [CommandLine.arguments[0]] + Array(CommandLine.arguments.dropFirst()) {
            let candidate = URL(fileURLWithPath: argument).deletingLastPathComponent()
            if FileManager.default.isExecutableFile(atPath: candidate.appending(path: "rollcall").path) {
                folder = candidate
                break
            }
        }
        return folder.appending(path: "rollcall")
    }

    /// Starts the program on its data directory; output goes to files beside it.
    public func start(_ arguments: [String], input: String? = nil) throws -> Running {
        try launch(["--data", directory.path] + arguments, input: input)
    }

    /// Runs a command that takes no data directory.
    public func runWithoutData(_ arguments: String...) async throws -> Result {
        try await launch(arguments, input: nil).finish()
    }

    private func launch(_ arguments: [String], input: String?) throws -> Running {
        let process = Process()
        process.executableURL = RollcallBinary.executable
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        for name in ["ROLLCALL_KEY", "ROLLCALL_DATA", "LC_ALL", "LC_MESSAGES"] { variables[name] = nil }
        variables["LANG"] = "C.UTF-8"
        process.environment = variables.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = folder.appending(path: "out")
        let errors = folder.appending(path: "err")
        let inputFile = folder.appending(path: "in")
        try Data().write(to: output)
        try Data().write(to: errors)
        try Data((input ?? "").utf8).write(to: inputFile)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        try process.run()
        return Running(process: process, folder: folder)
    }

    /// Runs the program to its end.
    @discardableResult
    public func run(_ arguments: String..., input: String? = nil) async throws -> Result {
        try await start(arguments, input: input).finish()
    }

    /// A started program.
    public final class Running: @unchecked Sendable {
        // Only `finish` and `kill` touch the process, and the tests call them one after the other.
        private let process: Process
        private let folder: URL

        fileprivate init(process: Process, folder: URL) {
            self.process = process
            self.folder = folder
        }

        public var isRunning: Bool { process.isRunning }

        public func kill(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

        /// What has been written to standard output up to now.
        public var outputNow: String {
            String(
                decoding: FileManager.default.contents(atPath: folder.appending(path: "out").path) ?? Data(),
                as: UTF8.self)
        }

        public func finish() async throws -> Result {
            while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
            defer { try? FileManager.default.removeItem(at: folder) }
            let errors = FileManager.default.contents(atPath: folder.appending(path: "err").path) ?? Data()
            return Result(
                status: process.terminationStatus, output: outputNow,
                errors: String(decoding: errors, as: UTF8.self))
        }
    }
}
