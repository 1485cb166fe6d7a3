@testable import Console

extension PageSample {
    static let punchPages = [
        PageSample("punches", punches), PageSample("punches-none", noPunches),
        PageSample(
            "trace",
            TracePage(
                name: "Nguyễn Văn An", code: "NV7", at: "08:00:00 16/03/2026 (2026-03-16T01:00:00Z)",
                device: "Cổng chính", sourceDevice: "C21", recordID: "rc-1", kind: "hanet", identity: "1204",
                sourceKey: "abc", raw: #"{"personName":"<An>"}"#, stored: "By a webhook.",
                corrections: ["The employee code was corrected."],
                deliveries: [
                    TracePage.Step(
                        tone: "warn", hr: "HR", address: "/hr/3", state: "parked",
                        detail: "16/03/2026 08:01 · tries: 2",
                        reason: "HR does not know the code"),
                    TracePage.Step(
                        tone: "good", hr: "Removed <1>", address: nil, state: "delivered", detail: "16/03/2026 08:01",
                        reason: nil),
                ])),
        PageSample(
            "trace-without-an-hr-client",
            TracePage(
                name: "Trần Thị Bình", code: "–", at: "08:00:00 16/03/2026 (2026-03-16T01:00:00Z)", device: "Kho",
                sourceDevice: nil, recordID: "rc-2", kind: "nuveq", identity: "api-1", sourceKey: "def", raw: "{}",
                stored: "By a webhook.", corrections: [], deliveries: [])),
    ]

    private static let punches = PunchesPage(
        code: "NV7", person: "An", from: "2026-03-01", to: "2026-03-16", at: "2026-03-16",
        devices: [Choice("7", "Cổng chính", isChosen: true), Choice("8", "Kho")], moreDevices: nil,
        states: [Choice("parked", "parked", isChosen: true)], clients: [Choice("3", "HR", isChosen: true)],
        orders: [Choice("newest", "newest first", isChosen: true)], sizes: [Choice("25", "25", isChosen: true)],
        hour: "2026-03-16T08:00:00+07:00",
        chips: [PunchesPage.Link(address: "/punches?person=An", text: "code: NV7")], filters: "1",
        spans: [PunchesPage.Link(address: "/punches?from=2026-03-16", text: "today")],
        kept: [ConfirmPage.Input(name: "code", value: "NV7")], warning: "“x” is not a date; it was left out",
        csvAddress: "/punches/export.csv?code=NV7", xlsxAddress: "/punches/export.xlsx?code=NV7", total: "2",
        place: "1–1 of 2 punches",
        counts: [PunchesPage.Count(text: "parked", value: "1")],
        announced: [PunchesPage.Announced(id: 4, text: "Hanet announced a punch.")],
        rows: [
            PunchesPage.Row(
                id: 11, code: "NV7", name: "Nguyễn Văn An", device: "Cổng chính", sourceDevice: "C21", time: "08:00:00",
                date: "16/03/2026",
                deliveries: [
                    PunchesPage.Row.State(tone: "warn", text: "parked", hr: "HR", reason: "HR does not know the code"),
                    PunchesPage.Row.State(tone: "good", text: "delivered", hr: "Kế toán", reason: ""),
                ])
        ], codeOrder: "/punches?order=code", deviceOrder: "/punches?order=device", timeOrder: "/punches?order=oldest",
        next: "/punches?after=11", previous: "/punches?before=11", first: "/punches", canJump: true,
        here: "/punches?code=NV7", densities: [Choice("compact", "compact", isChosen: true)],
        columns: [Choice("code", "Code", isChosen: true), Choice("camera", "Camera or door")], showsCode: true,
        showsDevice: true, showsCamera: true, showsDate: true, showsDelivery: true, isLive: true)

    private static let noPunches = PunchesPage(
        code: "", person: "", from: "2026-03-01", to: "2026-03-16", at: "", devices: [],
        moreDevices: "/punches/devices",
        states: [Choice("parked", "parked")],
        clients: [Choice("3", "HR")], orders: [Choice("newest", "newest first")], sizes: [Choice("25", "25")],
        hour: nil, chips: [], filters: nil, spans: [], kept: [], warning: nil, csvAddress: "/punches/export.csv",
        xlsxAddress: "/punches/export.xlsx",
        total: "0", place: nil, counts: [], announced: [], rows: [], codeOrder: "/punches?order=code",
        deviceOrder: "/punches?order=device", timeOrder: "/punches?order=oldest", next: nil, previous: nil, first: nil,
        canJump: false, here: "/punches", densities: [], columns: [], showsCode: false, showsDevice: false,
        showsCamera: false, showsDate: false, showsDelivery: false, isLive: false)
}
