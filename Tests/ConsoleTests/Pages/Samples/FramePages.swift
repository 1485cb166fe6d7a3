@testable import Console

extension PageSample {
    static let framePages = [
        PageSample("error", ErrorPage(heading: "Not found", text: "there is no device 9")),
        PageSample(
            "layout",
            Layout(
                language: "vi", title: "Thiết bị", version: "1.0", reloads: true, isInsecure: true,
                links: [
                    Layout.Link(address: "/devices", text: "Thiết bị", isHere: true),
                    Layout.Link(address: "/punches", text: "Bản ghi", isHere: false),
                ], address: "/devices?a=1&b=2", otherLanguage: "en", otherLanguageName: "English", userName: "lan",
                token: "t", flash: Layout.Message(tone: "bad", role: "alert", text: "That did not work."),
                body: "<h1>Thiết bị</h1>")),
        PageSample(
            "layout-for-a-stranger",
            Layout(
                language: "en", title: "Sign in", version: "1.0", reloads: false, isInsecure: false, links: [],
                address: "/login", otherLanguage: "vi", otherLanguageName: "Tiếng Việt", userName: nil, token: "",
                flash: nil, body: "<h1>Sign in</h1>")),
    ]
}
