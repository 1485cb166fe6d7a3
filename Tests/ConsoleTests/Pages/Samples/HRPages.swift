import Attendance

@testable import Console

extension PageSample {
    static let hrPages = [
        PageSample(
            "hr", HRPage(clients: [client(enabled: true), client(enabled: false)], mayWrite: true, mayPush: true)),
        PageSample("hr-none", HRPage(clients: [], mayWrite: false, mayPush: false)),
        PageSample(
            "push", PushPage(token: "t", refusal: nil, clients: [Choice("3", "HR", isChosen: true)], fields: [day])),
    ]

    private static let day = FieldInput(
        "from", .date, label: Phrase(en: "From", vi: "Từ ngày"), FieldState(values: ["2026-03-01"]), FormProblems(), .en
    )

    private static func client(enabled: Bool) -> HRPage.Client {
        HRPage.Client(
            id: 3, name: "HR", kind: "Base Check-in", state: enabled ? "in order" : "disabled",
            tone: enabled ? "good" : "", reason: enabled ? "" : "the token was refused", isEnabled: enabled,
            delivered: "1,204", waiting: "3", parked: "2", rejected: "1", upTo: "16/03/2026 08:00", mayWrite: true,
            token: "t")
    }
}
