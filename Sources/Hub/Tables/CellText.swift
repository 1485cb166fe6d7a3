import Attendance
import Foundation

extension String {
    /// A heading or cell as people see it: composed, without signs that show nothing, every blank an ordinary one,
    /// and none at the sides. All that comes from people's files goes through here.
    var asCell: String {
        if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return trimmed }
        var kept = String.UnicodeScalarView()
        for scalar in unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
            kept.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(kept).precomposedStringWithCanonicalMapping.trimmed
    }

    /// Whether letters were lost before the file came here: a replacement mark stands for what nobody knows.
    var hasLostLetters: Bool { unicodeScalars.contains("\u{FFFD}") }

    /// Whether a question mark stands between two letters, as Windows writes letters that its code page lacks.
    var mayHaveLostLetters: Bool {
        let scalars = Array(unicodeScalars)
        return scalars.indices.dropFirst().dropLast().contains { index in
            scalars[index] == "?" && scalars[index - 1].properties.isAlphabetic
                && scalars[index + 1].properties.isAlphabetic
        }
    }
}
