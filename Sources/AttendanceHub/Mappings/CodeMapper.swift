import Attendance
import Store

/// Says under which code HR knows a person, and takes it back: the same by every door. What is typed is checked, and where
/// punches would go to somebody else nothing is changed until that is confirmed.
public struct CodeMapper: Sendable {
    private let mappings: CodeMappingRepository
    private let onRelease: @Sendable () -> Void

    /// - Parameter onRelease: told when punches that waited have become due.
    public init(_ mappings: CodeMappingRepository, onRelease: @escaping @Sendable () -> Void = {}) {
        self.mappings = mappings
        self.onRelease = onRelease
    }

    /// Maps a code; what was parked or rejected of it is due at once.
    public func map(
        _ entry: CodeEntry, for client: HRClient, _ confirmation: MappingConfirmation, act: Act
    ) async throws(StoreFailure) -> MappingOutcome {
        let outcome = try await mappings.set(
            entry.code, to: entry.hrCode, for: client, confirmation: confirmation, act: act)
        if case .mapped = outcome { onRelease() }
        return outcome
    }

    /// Takes a mapping back by the code as a person writes it: exactly, else without what is not part of a code.
    ///
    /// - Returns: what HR had received; nil where the code is not mapped.
    public func takeBack(_ code: String, for client: HRClient, act: Act) async throws(StoreFailure) -> MappingRemoval? {
        if let removal = try await mappings.remove(code, for: client, act: act) { return removal }
        let cleaned = EmployeeCode.cleaned(code)
        guard cleaned != code else { return nil }
        return try await mappings.remove(cleaned, for: client, act: act)
    }
}
