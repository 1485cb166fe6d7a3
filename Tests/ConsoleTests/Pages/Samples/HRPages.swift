import Attendance

@testable import Console

extension PageSample {
    static let hrPages = [
        PageSample(
            "hr", HRPage(clients: [client(enabled: true), client(enabled: false)], mayWrite: true, mayPush: true)),
        PageSample("hr-none", HRPage(clients: [], mayWrite: false, mayPush: false)),
        PageSample(
            "push",
            PushPage(
                token: "t", refusal: nil, clients: [Choice("3", "HR", isChosen: true), Choice("4", "Kế toán")],
                fields: [day], back: "/hr/3")),
        PageSample("hr-client", failingClient), PageSample("hr-client-new", newClient),
    ]

    private static let failingClient = HRClientPage(
        id: 3, name: "HR <1>", kind: "Base Check-in", state: "retrying", tone: "warn",
        outage: "“HR <1>” has taken nothing since 16/03/2026 08:00: HTTP 503. Next try: 16/03/2026 10:10.",
        isEnabled: true,
        totals: [
            HRClientPage.Line(text: "delivered", detail: "", count: "1,204", address: nil),
            HRClientPage.Line(text: "waiting", detail: "", count: "12", address: "#waiting"),
            HRClientPage.Line(text: "parked", detail: "", count: "2", address: "/parked?hr=3"),
        ],
        facts: [Fact(name: "Delivered up to", value: "16/03/2026 07:59")],
        ages: [
            HRClientPage.Line(
                text: "today", detail: "16/03/2026", count: "12",
                address: "/punches?hr=3&state=waiting&from=2026-03-16&to=2026-03-16"),
            HRClientPage.Line(text: "older", detail: "01/01/2026 – 02/02/2026", count: "7", address: nil),
        ], held: "7 of them are held.",
        reasons: [
            HRClientPage.Line(
                text: "parked", detail: "HR does not know the employee code", count: "2", address: "/parked?hr=3"),
            HRClientPage.Line(text: "rejected", detail: "no <shift>", count: "1", address: nil),
        ], reasonsNote: "The reasons of 3 of 4.",
        senders: [
            HRClientPage.Line(text: "Cổng <1>", detail: "", count: "12", address: "/devices/7"),
            HRClientPage.Line(text: "Kho", detail: "disabled", count: "", address: nil),
        ], others: "980", othersAddress: "/devices?q=HR%20%3C1%3E",
        receipts: [
            HRClientPage.Receipt(
                name: "Nguyễn Văn An", code: "NV7", device: "Cổng <1>", happened: "16/03/2026 07:59:00",
                arrived: "16/03/2026 08:00", answer: "HTTP 200", address: "/punches/11")
        ], events: [HRClientPage.Event(at: "16/03/2026 08:00", actor: "schedule", detail: "HTTP 503")],
        hasEvents: true, settings: [Fact(name: "token", value: "(stored)")], mayWrite: true, mayPush: true, token: "t")

    private static let newClient = HRClientPage(
        id: 4, name: "Kế toán", kind: "Webhook", state: "disabled", tone: "", outage: "", isEnabled: false, totals: [],
        facts: [], ages: [], held: nil, reasons: [], reasonsNote: nil, senders: [], others: nil,
        othersAddress: "/devices?q=K", receipts: [], events: [], hasEvents: false, settings: [], mayWrite: true,
        mayPush: false, token: "t")

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
