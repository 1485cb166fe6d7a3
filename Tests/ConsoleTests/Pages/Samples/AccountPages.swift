import Access
import Attendance

@testable import Console

extension PageSample {
    static let accountPages = [
        PageSample("account", account("lan", role: "Operator", mayFile: false)),
        PageSample("account-of-an-installer", account("minh", role: "Installer", mayFile: true)),
        PageSample(
            "invitation", InvitationPage(.viewer, action: "/invitation/secret", name: "lan", FormProblems(), .en)),
        PageSample("login", LoginPage(next: "/punches?code=7&person=An", name: "lan")),
        PageSample("register", RegisterPage(name: "api", refused, .en)),
        PageSample(
            "setup",
            SetupPage(
                SetupPage.Typed(code: "right", hasCode: true, language: "vi", zone: "Asia/Ho_Chi_Minh"), FormProblems(),
                .en)),
        PageSample(
            "setup-with-a-code",
            SetupPage(
                SetupPage.Typed(code: "wrong", hasCode: false, name: "lan", language: "en", zone: "Asia/Bangkok"),
                FormProblems(), .en)),
        PageSample("start", StartPage(kinds: [hanet], hasSimulator: true, token: "t")),
        PageSample("start-without-a-simulator", StartPage(kinds: [hanet], hasSimulator: false, token: "t")),
    ]

    static let hanet = KindChoice(
        id: "hanet", title: "Hanet", needs: "place, token", pickAddress: "/devices/new?kind=hanet")

    private static func account(_ name: String, role: String, mayFile: Bool) -> AccountPage {
        AccountPage(
            name: name, role: role, mayFile: mayFile, mayPropose: mayFile, token: "t", refusal: nil,
            fields: [CredentialInputs.password(label: Phrase(verbatim: "New password"), FormProblems(), .en)])
    }

    /// A name and a password, both of them wrong.
    private static let refused: FormProblems = {
        var problems = FormProblems()
        problems.add(Phrase(verbatim: "“api” is a name that the program itself uses"), at: "name")
        problems.add(Phrase(verbatim: "a password has at least 10 characters"), at: "password")
        problems.lead(along: CredentialInputs.ids)
        return problems
    }()
}
