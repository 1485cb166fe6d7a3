import Access
import Attendance
import Wire

/// The name and the password that somebody chooses in a form, held against the rules.
struct ChosenCredentials: Sendable {
    let passwords: PasswordClerk

    func name(_ visit: Visit) throws -> String { try UserNameRule.checked(visit.form["name"]) }

    /// The hash of the new password.
    func passwordHash(_ visit: Visit, for name: String) async throws -> String {
        try await passwords.hash(try PasswordRule.checked(visit.form["password"], userName: name))
    }
}
