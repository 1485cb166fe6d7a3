@testable import Console

extension PageSample {
    static let settingsPages = [
        PageSample("settings", settings(mayWrite: true)),
        PageSample("settings-for-a-viewer", settings(mayWrite: false)),
    ]

    private static func settings(mayWrite: Bool) -> SettingsPage {
        SettingsPage(
            fields: [
                SettingsPage.Field(
                    name: "time-zone", label: "Time zone", help: "Of new devices.", value: "Mars/Base", isText: true,
                    isChoice: false, choices: [], error: "there is no such zone"),
                SettingsPage.Field(
                    name: "language", label: "Language", help: "Of the program.", value: "vi", isText: false,
                    isChoice: true, choices: [Choice("vi", "Tiếng Việt", isChosen: true), Choice("en", "English")],
                    error: nil),
            ],
            cleanings: [
                SettingsPage.Cleaning(what: "punches", title: "Old punches", help: "Delivered ones.", hasDate: true),
                SettingsPage.Cleaning(what: "runs", title: "Runs", help: "All of them.", hasDate: false),
            ], mayWrite: mayWrite, mayClean: mayWrite,
            authority: mayWrite ? SettingsPage.Authority(fingerprint: "AB:CD") : nil,
            secrets: [
                SettingsPage.Secret(name: "mail-password", label: "Password of the mail account", isSet: true),
                SettingsPage.Secret(name: "hik-partner-key", label: "Key of Hik-Partner Pro", isSet: false),
            ], token: "t")
    }
}
