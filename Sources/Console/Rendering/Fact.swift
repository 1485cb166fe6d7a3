/// Something that is known of what a page is about, as one line.
struct Fact: Sendable {
    let name: String
    let value: String
}
