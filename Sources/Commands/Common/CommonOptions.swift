import ArgumentParser
import Foundation

/// The options of every command. They work before and after it.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The data directory: database, key, evidence. Default: $ROLLCALL_DATA, else ~/.local/share/rollcall.",
            valueName: "dir"))
    var data: String?

    @Flag(help: "One JSON document on standard output.")
    var json = false

    var directory: URL {
        let environment = ProcessInfo.processInfo.environment
        if let data { return URL(fileURLWithPath: data, isDirectory: true) }
        if let path = environment["ROLLCALL_DATA"], !path.isEmpty {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let base =
            environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share"
        return URL(fileURLWithPath: base, isDirectory: true).appending(path: "rollcall")
    }

    /// The parser takes options behind the command that declares them only: those in front are moved to the end.
    static func afterCommand(_ arguments: [String]) -> [String] {
        var moved: [String] = []
        var rest = arguments[...]
        while let first = rest.first {
            if first == "--json" || first.hasPrefix("--data=") {
                moved.append(first)
                rest = rest.dropFirst()
            } else if first == "--data", rest.count > 1 {
                moved += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        guard !rest.isEmpty else { return arguments }
        // Everything behind `--` is an operand.
        let terminator = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<terminator]) + moved + Array(rest[terminator...])
    }
}
