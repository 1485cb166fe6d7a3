import Attendance
import Store

/// What a person entered for a mapping, checked in form.
public struct CodeEntry: Sendable {
    /// The code as the devices send it.
    public let code: String
    public let hrCode: String

    /// - Throws: a sentence where either is no employee code.
    public init(_ code: String, to hrCode: String) throws(RequestFailure) {
        self.code = EmployeeCode.cleaned(code)
        self.hrCode = EmployeeCode.cleaned(hrCode)
        guard (1...200).contains(self.code.count), (1...100).contains(self.hrCode.count) else {
            throw RequestFailure(
                en: "an employee code has 1 to 100 characters", vi: "mã chấm công phải có từ 1 đến 100 ký tự")
        }
    }
}

extension CodeMappingRepository {
    /// Takes a mapping back by the code as a person writes it: exactly, else without what is not part of a code.
    ///
    /// - Returns: what HR had received; nil where the code is not mapped.
    public func takeBack(
        _ code: String, for client: HRClient, act: Act
    ) async throws(StoreFailure) -> MappingRemoval? {
        if let removal = try await remove(code, for: client, act: act) { return removal }
        let cleaned = EmployeeCode.cleaned(code)
        guard cleaned != code else { return nil }
        return try await remove(cleaned, for: client, act: act)
    }
}
