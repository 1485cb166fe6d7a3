import Attendance

/// A choice on a page, one of them with a number of days, for a stored `WindowRule`.
enum WindowCodec {
    /// What is sent for a number of days.
    static let days = "days"

    /// The stored text of what was sent; a choice that is none of the page's is the text itself.
    static func read(_ choice: String, days: String) -> String {
        choice == WindowCodec.days ? days + "d" : choice
    }

    /// What a page shows for a stored text, or for one that `read` made and a rule refused.
    static func show(_ text: String) -> (choice: String, days: String) {
        text.hasSuffix("d") ? (WindowCodec.days, String(text.dropLast())) : (text, "")
    }
}
