import ArgumentParser
import Attendance
import AttendanceHub
import Foundation

/// `--set FIELD=VALUE`, repeated.
struct FieldOptions: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "A field of the kind; FIELD=- reads the value from standard input, FIELD=@FILE from a file, FIELD= empties it.",
            valueName: "field=value"))
    var assignments: [String] = []

    /// What was given, with `-` and `@FILE` read. Several values of one field are kept in order.
    func values() throws -> FieldValues {
        var values = FieldValues()
        for assignment in assignments {
            guard let separator = assignment.firstIndex(of: "="), separator > assignment.startIndex else {
                throw ValidationError("--set takes FIELD=VALUE, not “\(assignment.prefix(20))”")
            }
            let name = String(assignment[..<separator])
            let value = try FieldOptions.read(String(assignment[assignment.index(after: separator)...]), field: name)
            values.set(name, all: values.all(name) + [value])
        }
        return values
    }

    private static let longestValue = 64 << 10

    private static func read(_ value: String, field: String) throws -> String {
        if value == "-" {
            let data = try FileHandle.standardInput.read(upToCount: longestValue) ?? Data()
            return String(decoding: data, as: UTF8.self).trimmed
        }
        guard value.hasPrefix("@") else { return value }
        let path = String(value.dropFirst())
        guard let handle = FileHandle(forReadingAtPath: path), let data = try handle.read(upToCount: longestValue)
        else {
            throw RequestFailure(
                en: "the file \(path) for field “\(field)” cannot be read",
                vi: "không đọc được tệp \(path) cho trường “\(field)”")
        }
        return String(decoding: data, as: UTF8.self).trimmed
    }
}
