/// An option of a choice.
struct Choice: Sendable {
    let value: String
    let text: String
    let isChosen: Bool

    init(_ value: String, _ text: String, isChosen: Bool = false) {
        self.value = value
        self.text = text
        self.isChosen = isChosen
    }
}
