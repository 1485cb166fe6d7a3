@testable import Console

extension PageSample {
    static let statusPages = [
        PageSample("status", status),
        PageSample("home", home),
        PageSample(
            "home-of-nothing",
            HomePage(
                hasDevices: false, mayWrite: true, answers: [], today: nil, dates: [], strips: [], others: nil,
                clients: [])),
        PageSample(
            "home-without-an-hr-client",
            HomePage(
                hasDevices: true, mayWrite: false, answers: [], today: nil, dates: [], strips: [], others: nil,
                clients: [])),
        PageSample(
            "status-of-nothing",
            StatusPage(
                from: "", to: "", spans: [], totals: [], difference: nil, chart: nil,
                tables: [StatusPage.Table(caption: "By device", upTo: "Complete up to", lines: [], more: nil)])),
        PageSample(
            "history",
            HistoryPage(
                device: "", devices: ["Cổng chính"], events: [Choice("devices", "Devices")],
                actors: [Choice("lan", "lan")], from: "", to: "", warning: nil, isFiltered: false,
                csvAddress: "/history/export.csv", xlsxAddress: "/history/export.xlsx",
                rows: [
                    HistoryPage.Row(
                        at: "16/03/2026 08:00", group: "Devices", sentence: "lan added the device “Cổng <1>” (Hanet)",
                        importAddress: "/devices/imports/3"),
                    HistoryPage.Row(
                        at: "16/03/2026 07:00", group: "The program", sentence: "“backup” works again",
                        importAddress: nil),
                ], next: "/history?before=40")),
        PageSample(
            "history-of-a-new-program",
            HistoryPage(
                device: "", devices: [], events: [], actors: [], from: "", to: "", warning: nil, isFiltered: false,
                csvAddress: "/history/export.csv", xlsxAddress: "/history/export.xlsx", rows: [], next: nil)),
        PageSample(
            "history-of-nothing",
            HistoryPage(
                device: "Kho", devices: [], events: [Choice("devices", "Devices", isChosen: true)],
                actors: [Choice("lan", "lan", isChosen: true)],
                from: "2026-03-16", to: "2026-03-16", warning: "“x” is not a date; it was left out", isFiltered: true,
                csvAddress: "/history/export.csv?device=Kho", xlsxAddress: "/history/export.xlsx?device=Kho", rows: [],
                next: nil)),
    ]

    private static let home = HomePage(
        hasDevices: true, mayWrite: true,
        answers: [
            HomePage.Answer(
                day: "Yesterday, 15/03/2026", verdict: "something is missing", tone: "warn",
                pieces: [
                    HomePage.Piece(text: "120 punches", address: "/punches?from=2026-03-15&to=2026-03-15"),
                    HomePage.Piece(text: "1 device is not read:", address: nil),
                    HomePage.Piece(text: "Cổng <1>", address: "/devices/7"),
                ])
        ],
        today: HourChart(
            sentence: "By 09:00: 312 punches; on Mondays usually 340, and 700 in the whole day.", hasUsual: true,
            drawing: BarChart(
                label: "Punches by hour, today", ticks: ["400", "200", "0"], lines: ["0.0%", "50.0%", "100.0%"],
                bars: [
                    BarChart.Bar(
                        address: "/punches?from=2026-03-16&to=2026-03-16&hour=2026-03-16T01%3A00%3A00Z",
                        words: "08:00–09:00: 312 punches, usually 340", side: "start",
                        parts: [
                            BarChart.Part(tone: "usual", x: "4%", width: "92%", y: "15.0%", height: "85.0%"),
                            BarChart.Part(tone: "now", x: "20%", width: "60%", y: "22.0%", height: "78.0%"),
                        ], mark: "08:00", isSpare: false)
                ]),
            hours: [
                HourChart.Hour(
                    text: "08:00–09:00",
                    address: "/punches?from=2026-03-16&to=2026-03-16&hour=2026-03-16T01%3A00%3A00Z",
                    count: "312", usual: "340")
            ]),
        dates: ["15/02", "01/03", "16/03"],
        strips: [
            HomePage.Strip(
                name: "Cổng <1>", address: "/devices/7", state: "retrying", tone: "warn", upTo: "15/03/2026 14:02",
                cells: [
                    HomePage.Strip.Cell(
                        tone: "good", words: "14/03/2026: 60 punches, complete",
                        address: "/punches?device=7&from=2026-03-14&to=2026-03-14"),
                    HomePage.Strip.Cell(
                        tone: "bad", words: "15/03/2026: 12 punches, not read to its end",
                        address: "/punches?device=7&from=2026-03-15&to=2026-03-15"),
                ])
        ], others: "980",
        clients: [
            HomePage.Client(
                name: "Base", place: "/hr/3", upTo: "15/03/2026 14:02",
                pieces: [HomePage.Piece(text: "3 parked", address: "/punches?state=parked")],
                trouble: "“Base” has taken nothing since 08:00.")
        ])

    private static let zero = StatusPage.Number(value: "0", address: nil)

    private static let status = StatusPage(
        from: "2026-03-15", to: "2026-03-16", spans: [PunchesPage.Link(address: "/status?all=1", text: "all time")],
        totals: [
            StatusPage.Total(text: "pulled", value: "12", address: nil),
            StatusPage.Total(text: "waiting", value: "1", address: "/punches?state=waiting"),
        ], difference: "2 deliveries have not arrived.",
        chart: DayChart(
            heading: "Day by day",
            drawing: BarChart(
                label: "Punches from 15/03/2026 to 16/03/2026", ticks: ["10", "5", "0"],
                lines: ["0.0%", "50.0%", "100.0%"],
                bars: [
                    BarChart.Bar(
                        address: "/punches?from=2026-03-15&to=2026-03-15", words: "15/03/2026: 8 punches",
                        side: "start",
                        parts: [BarChart.Part(tone: "delivered", x: "10%", width: "80%", y: "20.0%", height: "80.0%")],
                        mark: "15/03", isSpare: false),
                    BarChart.Bar(
                        address: "/punches?from=2026-03-16&to=2026-03-16",
                        words: "16/03/2026: 4 punches, 2 not delivered yet", side: "end",
                        parts: [BarChart.Part(tone: "open", x: "10%", width: "80%", y: "60.0%", height: "40.0%")],
                        mark: "16/03", isSpare: true),
                ]),
            days: [
                DayChart.Day(
                    day: "2026-03-16", last: "2026-03-16", text: "16/03/2026", pulled: "4", delivered: "2",
                    waiting: "1", parked: "1", rejected: "0")
            ]),
        tables: [
            StatusPage.Table(
                caption: "By device", upTo: "Complete up to",
                lines: [
                    StatusPage.Line(
                        name: "Cổng chính", place: "/devices/7", pulled: "12", delivered: "10",
                        waiting: StatusPage.Number(value: "1", address: "/punches?state=waiting&device=7"),
                        parked: StatusPage.Number(value: "1", address: "/punches?state=parked&device=7"),
                        rejected: StatusPage.Number(value: "2", address: "/punches?state=rejected&device=7"),
                        at: "16/03/2026 08:00", attention: "the token was refused"),
                    StatusPage.Line(
                        name: "Kho", place: nil, pulled: "0", delivered: "0", waiting: zero, parked: zero,
                        rejected: zero,
                        at: "–", attention: nil),
                ], more: PunchesPage.Link(address: "/status?all=1&devices=all", text: "All 1,000 devices"))
        ])
}
