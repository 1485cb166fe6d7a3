import Access
import Attendance
import Store
import UnbindingCases

/// Cases by number, for whoever may know them. Another's case is as good as none.
extension Desk {
    /// A case that is looked at.
    ///
    /// - Throws: `CaseFailure.unknown`.
    public func find(_ number: String, shownTo rights: CaseRights) async throws -> UnbindingCase {
        let found = try await store.cases.find(number)
        guard rights.maySee(found) else { throw CaseFailure.unknown(number) }
        return found
    }

    /// A case that whoever filed it changes.
    ///
    /// - Throws: `CaseFailure.unknown`.
    public func find(_ number: String, changedBy rights: CaseRights) async throws -> UnbindingCase {
        let found = try await store.cases.find(number)
        guard rights.mayChange(found) else { throw CaseFailure.unknown(number) }
        return found
    }
}
