/// The form that signs a person in.
struct LoginPage: PageModel {
    static let template = "login"

    let next: String
    let name: String
}
