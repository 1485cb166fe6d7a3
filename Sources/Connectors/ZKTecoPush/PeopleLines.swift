import Attendance

/// The people of an OPERLOG body (contract 5): of a line that tells of a user the id and the name. Passwords, cards and
/// templates are not read.
struct PeopleLines {
    private(set) var people: [TerminalPerson] = []
    /// Those that are not empty.
    private(set) var count = 0

    private static let longestName = 400

    init(_ body: [UInt8]) {
        for line in Lines(body) {
            count += 1
            if let person = PeopleLines.person(line) { people.append(person) }
        }
    }

    private static func person(_ line: ArraySlice<UInt8>) -> TerminalPerson? {
        guard let rest = line.without(prefix: "USER ") else { return nil }
        var code: String?
        var name = ""
        for field in rest.tabbed(16) {
            if let pin = field.without(prefix: "PIN=") {
                code = pin.count <= 64 ? pin.utf8Text.flatMap(AttendanceLines.code) : nil
            } else if let text = field.without(prefix: "Name=") {
                // A name in another encoding is no name: the code is what counts.
                name = text.count <= longestName ? EmployeeCode.cleaned(text.utf8Text ?? "") : ""
            }
        }
        guard let code, !name.isEmpty else { return nil }
        return TerminalPerson(code: code, name: name)
    }
}

extension ArraySlice<UInt8> {
    /// What follows `prefix`, whose letters count in either case; nil where it does not begin so.
    func without(prefix: StaticString) -> ArraySlice<UInt8>? {
        let length = prefix.utf8CodeUnitCount
        guard count >= length else { return nil }
        let isSame = prefix.withUTF8Buffer { letters in
            zip(self, letters).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
        return isSame ? dropFirst(length) : nil
    }
}
