/// What the first device may be.
struct StartPage: PageModel {
    static let template = "start"

    let kinds: [KindChoice]
    let hasSimulator: Bool
    let token: String
}
