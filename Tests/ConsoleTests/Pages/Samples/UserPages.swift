import Attendance

@testable import Console

extension PageSample {
    static let userPages = [
        PageSample(
            "users",
            UsersPage(
                invitation: "https://rollcall.example/invitation/secret", roles: roles,
                users: [
                    UsersPage.Line(id: 1, name: "lan", lastLogin: "16/03/2026 08:00", roles: roles, isEnabled: true),
                    UsersPage.Line(id: 2, name: "minh", lastLogin: "–", roles: roles, isEnabled: false),
                ], token: "t")),
        PageSample("users-none", UsersPage(invitation: nil, roles: roles, users: [], token: "t")),
        PageSample(
            "tokens",
            TokensPage(
                secret: "rc_secret", refusal: nil, nameField: nameField,
                scopes: [Choice("punches.read", "Read punches", isChosen: true)],
                companies: [Choice("4", "Công ty An Ninh", isChosen: true)],
                tokens: [
                    TokensPage.Line(
                        id: 6, name: "payroll", scopes: "punches.read", made: "01/03/2026 08:00", used: "–")
                ], token: "t")),
        PageSample(
            "tokens-none",
            TokensPage(
                secret: nil, refusal: nil, nameField: nameField, scopes: [], companies: [], tokens: [], token: "t")),
        PageSample(
            "notices",
            NoticesPage(
                rows: [
                    NoticesPage.Row(
                        address: "/cases/HD-1", text: "HD-1 was approved.", at: "16/03/2026 08:00", isNew: true),
                    NoticesPage.Row(
                        address: "/cases/HD-2", text: "HD-2 was filed.", at: "15/03/2026 08:00", isNew: false),
                ], mail: "lan@example.com", pushKey: "BPk", token: "t")),
        PageSample("notices-none", NoticesPage(rows: [], mail: "", pushKey: "BPk", token: "t")),
    ]

    private static let nameField = FieldInput(
        "name", .line(isNumber: false), label: Phrase(verbatim: "What is it for?"), FieldState(isRequired: true),
        FormProblems(), .en)
    private static let roles = [Choice("viewer", "Viewer", isChosen: true), Choice("admin", "Administrator")]
}
