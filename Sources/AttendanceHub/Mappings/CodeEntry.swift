import Attendance

/// What a person entered for a mapping, checked in form.
public struct CodeEntry: Sendable {
    /// The code as the devices send it.
    public let code: String
    public let hrCode: String

    /// - Throws: a sentence where either is not an employee code.
    public init(_ code: String, to hrCode: String) throws(RequestFailure) {
        self.code = EmployeeCode.cleaned(code)
        self.hrCode = EmployeeCode.cleaned(hrCode)
        guard (1...200).contains(self.code.count), (1...100).contains(self.hrCode.count) else {
            throw RequestFailure(
                en: "an employee code has 1 to 100 characters", vi: "mã chấm công phải có từ 1 đến 100 ký tự")
        }
    }
}
