import Attendance
import Foundation

extension String {
    /// A heading or cell as people see it, without blanks at the sides. All that comes from people's files goes through
    /// here.
    var asCell: String { asSeen.trimmed }

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
