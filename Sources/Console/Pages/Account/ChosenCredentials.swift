import Access
import Attendance
import Wire

/// The name and the password that somebody chooses in a form, held against the rules.
struct ChosenCredentials: Sendable {
    let passwords: PasswordClerk

    /// The name and the hash of the password; nil where something is wrong with either, or was before.
    func take(_ visit: Visit, _ problems: inout FormProblems) async throws -> (name: String, hash: String)? {
        let name = try await problems.take("name") { try UserNameRule.checked(visit.form["name"]) }
        let password = try await takePassword(visit, for: name ?? visit.form["name"], &problems)
        guard let name, let password, problems.isEmpty else { return nil }
        return (name, try await passwords.hash(password))
    }

    /// The hash of a new password; nil where something is wrong with it, or was before.
    func passwordHash(_ visit: Visit, for name: String, _ problems: inout FormProblems) async throws -> String? {
        guard let password = try await takePassword(visit, for: name, &problems), problems.isEmpty else { return nil }
        return try await passwords.hash(password)
    }

    private func takePassword(
        _ visit: Visit, for name: String, _ problems: inout FormProblems
    ) async throws -> String? {
        try await problems.take("password") { try PasswordRule.checked(visit.form["password"], userName: name) }
    }
}
