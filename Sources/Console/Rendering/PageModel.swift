/// What a page says, as plain texts, numbers and conditions in one language: no door, no store, no clock. Each field is
/// named by its template, and the template names no other; a test holds the two against each other.
protocol PageModel: Sendable {
    /// The template that lays it out, by its name.
    static var template: String { get }
    /// The part of that template which the script of an open page asks for anew; nil where the page stands still.
    static var livePart: String? { get }
}

extension PageModel {
    static var livePart: String? { nil }
}
