/// Asks once more before something that cannot be undone.
struct ConfirmPage: PageModel {
    static let template = "confirm"

    struct Input: Sendable {
        let name: String
        let value: String
    }

    let heading: String
    let action: String
    let token: String
    var inputs: [Input] = []
    let text: String
    var option: Option?
    let button: String
    let back: String

    /// Something that can be ticked beside the confirmation.
    struct Option: Sendable {
        let name: String
        let text: String
    }
}
