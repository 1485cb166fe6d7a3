@testable import Console

extension PageSample {
    private static let links = [
        Layout.Link(
            address: "/devices", text: "Thiết bị", isHere: true,
            count: Layout.Count(number: "3", meaning: "thiết bị cần xử lý")),
        Layout.Link(address: "/punches", text: "Bản ghi", isHere: false, count: nil),
    ]

    static let framePages = [
        PageSample(
            "help",
            HelpPage(
                entries: [
                    HelpPage.Entry(address: "/help/console", text: "Giao diện web", isHere: true),
                    HelpPage.Entry(address: "/help/hanet", text: "Hanet AI", isHere: false),
                ], html: "<h1 id=\"giao-diện-web\">Giao diện web</h1>\n<pre>  a\n</pre>")),
        PageSample("error", ErrorPage(heading: "Not found", text: "there is no device 9")),
        PageSample(
            "layout",
            Layout(
                language: "vi", title: "Thiết bị", version: "1.0", reloads: true, isInsecure: true, isCompact: true,
                groups: [Layout.Group(name: "Chấm công", links: links)], bar: links, help: "/help/console",
                hasMenu: true, attention: "3",
                address: "/devices?a=1&b=2", otherLanguage: "en", otherLanguageName: "English", userName: "lan",
                token: "t", flash: Layout.Message(tone: "bad", role: "alert", text: "That did not work."),
                body: "<h1>Thiết bị</h1>")),
        PageSample(
            "layout-for-a-stranger",
            Layout(
                language: "en", title: "Sign in", version: "1.0", reloads: false, isInsecure: false, isCompact: false,
                groups: [],
                bar: [],
                help: "/help/console", hasMenu: false, attention: nil, address: "/login", otherLanguage: "vi",
                otherLanguageName: "Tiếng Việt", userName: nil, token: "",
                flash: nil, body: "<h1>Sign in</h1>")),
    ]
}
