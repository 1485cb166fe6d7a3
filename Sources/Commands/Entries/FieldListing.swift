import Attendance
import AttendanceHub

extension FieldSet {
    /// One line per field: its mark, default and help.
    func listing(_ language: Language) -> String {
        specifications.map { field in
            let marks = (field.isRequired ? "*" : "") + (field.isSecret ? "!" : "")
            let byDefault = field.defaultValue.map { " [\($0)]" } ?? ""
            let name = (field.name + marks).padding(20)
            let written = field.written.map { " (\($0[language]))" } ?? ""
            return "    \(name)\(field.help[language])\(written)\(byDefault)"
        }.joined(separator: "\n")
    }
}
