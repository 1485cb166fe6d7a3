@testable import Console

extension PageSample {
    static let accountPages = [
        PageSample(
            "account", AccountPage(name: "lan", role: "Operator", mayFile: false, mayPropose: false, token: "t")),
        PageSample(
            "account-of-an-installer",
            AccountPage(name: "minh", role: "Installer", mayFile: true, mayPropose: true, token: "t")),
        PageSample("invitation", InvitationPage(role: "Viewer", action: "/invitation/secret", name: "lan")),
        PageSample("login", LoginPage(next: "/punches?code=7&person=An", name: "lan")),
        PageSample("register", RegisterPage(name: "minh")),
        PageSample(
            "setup", SetupPage(asksCode: false, code: "", name: "", isVietnamese: true, zone: "Asia/Ho_Chi_Minh")),
        PageSample(
            "setup-with-a-code",
            SetupPage(asksCode: true, code: "wrong", name: "lan", isVietnamese: false, zone: "Asia/Bangkok")),
        PageSample("start", StartPage(kinds: [hanet], hasSimulator: true, token: "t")),
        PageSample("start-without-a-simulator", StartPage(kinds: [hanet], hasSimulator: false, token: "t")),
    ]

    static let hanet = KindChoice(
        id: "hanet", title: "Hanet", needs: "place, token", pickAddress: "/devices/new?kind=hanet")
}
