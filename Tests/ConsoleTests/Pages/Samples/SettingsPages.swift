import Attendance
import ProgramSettings

@testable import Console

extension PageSample {
    static let settingsPages = [
        PageSample("settings", settings(mayWrite: true)),
        PageSample("settings-for-a-viewer", settings(mayWrite: false)),
    ]

    private static func settings(mayWrite: Bool) -> SettingsPage {
        var problems = FormProblems()
        if mayWrite {
            problems.add(Phrase(verbatim: "give at least one span"), at: "sync-hours")
            problems.add(Phrase(verbatim: "enter a time zone such as Asia/Ho_Chi_Minh"), at: "time-zone")
            problems.lead(along: ["sync-hours", "time-zone"])
        }
        func input(_ name: String, _ value: String) -> FieldInput? {
            SettingSpecification.all.first { $0.name == name }.map { setting in
                FieldInput(
                    name, Control(setting), label: setting.label, help: setting.help,
                    FieldState(values: [value], isDisabled: !mayWrite), problems, .en)
            }
        }
        let sections = [
            SettingsPage.Section(
                sectionTitle: "Reading", about: "When devices are read.",
                fields: [
                    input("auto-sync-minutes", "120"), input("auto-push-minutes", "0"), input("push-within-days", "3"),
                    input("sync-hours", "only 08:20-09:40,17:25-17:35"), input("push-after-sync", "true"),
                ].compactMap(\.self)),
            SettingsPage.Section(
                sectionTitle: "Time", about: "How the program tells time.",
                fields: [input("time-zone", "Mars/Base")].compactMap(\.self)),
        ]
        return SettingsPage(
            refusal: FormRefusal(problems, sections.flatMap(\.fields), .en), sections: sections,
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
