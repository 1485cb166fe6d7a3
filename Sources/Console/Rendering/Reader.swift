import Access
import Attendance

/// Whom a page is made for: in which language, what they may do, and what the forms of their pages carry.
struct Reader: Sendable {
    let language: Language
    let principal: Principal
    /// Every page form carries it; a stranger's page cannot know it.
    let formToken: String

    func may(_ permission: Permission) -> Bool { principal.may(permission) }

    /// The text of a phrase in the reader's language.
    func say(_ en: String, _ vi: String) -> String { language == .vi ? vi : en }
}
