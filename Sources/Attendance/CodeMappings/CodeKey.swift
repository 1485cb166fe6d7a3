/// An employee code as HR systems compare it: blanks at the sides, letter case, and leading zeros of a code that is
/// all digits do not make another code. Base stores `007` as `7`, and finds `ad17` under `AD17`.
public struct CodeKey: Hashable, Sendable {
    /// As it is compared.
    public let text: String

    public init(_ code: String) {
        let plain = EmployeeCode.cleaned(code).lowercased()
        guard !plain.isEmpty, plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            text = plain
            return
        }
        let rest = plain.drop { $0 == "0" }
        text = rest.isEmpty ? "0" : String(rest)
    }
}
