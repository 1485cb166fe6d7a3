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
    ///
    /// - Parameter openFiles: the most files that it may open; nil leaves what this process may.
    public func start(_ arguments: [String], input: String? = nil, openFiles: Int? = nil) throws -> Running {
        try launch(["--data", directory.path] + arguments, input: input, openFiles: openFiles)
    }

    /// Runs a command that takes no data directory.
    public func runWithoutData(_ arguments: String...) async throws -> Result {
        try await launch(arguments, input: nil).finish()
    }

    private func launch(_ arguments: [String], input: String?, openFiles: Int? = nil) throws -> Running {
        var variables = ProcessInfo.processInfo.environment
        for name in ["ROLLCALL_KEY", "ROLLCALL_DATA", "LC_ALL", "LC_MESSAGES"] { variables[name] = nil }
        variables["LANG"] = "C.UTF-8"
        variables.merge(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory.appending(path: "rollcall-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let output = folder.appending(path: "out")
        let errors = folder.appending(path: "err")
        let inputFile = folder.appending(path: "in")
        try Data().write(to: output)
        try Data().write(to: errors)
        try Data((input ?? "").utf8).write(to: inputFile)
        let limit = openFiles.map { ["/bin/sh", "-c", "ulimit -n \($0); exec \"$0\" \"$@\""] } ?? []
        return Running(
            process: try ChildProcess(
                limit + [RollcallBinary.executable.path] + arguments, environment: variables, input: inputFile.path,
                output: output.path, errors: errors.path),
            folder: folder)
    }

    /// Runs the program to its end.
    @discardableResult
    public func run(_ arguments: String..., input: String? = nil) async throws -> Result {
        try await start(arguments, input: input).finish()
    }

    /// A started program.
    public final class Running: Sendable {
        private let process: ChildProcess
        private let folder: URL

        fileprivate init(process: ChildProcess, folder: URL) {
            self.process = process
            self.folder = folder
        }

        public var isRunning: Bool { process.isRunning }

        public func kill(_ signal: Int32) { process.kill(signal) }

        /// What has been written to standard output up to now.
        public var outputNow: String {
            String(
                decoding: FileManager.default.contents(atPath: folder.appending(path: "out").path) ?? Data(),
                as: UTF8.self)
        }

        public func finish() async throws -> Result {
            let status = try await process.status()
            defer { try? FileManager.default.removeItem(at: folder) }
            let errors = FileManager.default.contents(atPath: folder.appending(path: "err").path) ?? Data()
            return Result(
                status: status, output: outputNow, errors: String(decoding: errors, as: UTF8.self))
        }
    }
}
