import Attendance

/// A page of the manual.
struct HelpPage: PageModel {
    static let template = "help"

    struct Entry: Sendable {
        let address: String
        let text: String
        let isHere: Bool
    }

    let entries: [Entry]
    /// Made by ourselves from what is inside the binary.
    let html: String
}

extension HelpPage {
    /// - Parameter name: of the page; it is listed.
    init(_ text: MarkdownText, _ name: String, in manual: Manual, for language: Language) {
        entries = Manual.names.compactMap { other in
            manual.page(other, language).map {
                Entry(address: "/help/\(other)", text: $0.title, isHere: other == name)
            }
        }
        html = text.html
    }
}
