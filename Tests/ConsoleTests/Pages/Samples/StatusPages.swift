@testable import Console

extension PageSample {
    static let statusPages = [
        PageSample("status", status),
        PageSample(
            "status-of-nothing",
            StatusPage(
                from: "", to: "", spans: [], totals: [], difference: nil, chart: nil,
                tables: [StatusPage.Table(caption: "By device", upTo: "Complete up to", lines: [])])),
        PageSample(
            "history",
            HistoryPage(
                rows: [
                    HistoryPage.Row(
                        at: "16/03/2026 08:00", actor: "lan", event: "device.add", subject: "Cổng chính",
                        detail: "hanet")
                ], next: "/history?before=40")),
        PageSample("history-of-nothing", HistoryPage(rows: [], next: nil)),
    ]

    private static let status = StatusPage(
        from: "2026-03-15", to: "2026-03-16", spans: [PunchesPage.Link(address: "/status?all=1", text: "all time")],
        totals: [PunchesPage.Count(text: "pulled", value: "12")], difference: "2 deliveries have not arrived.",
        chart: DayChart(
            heading: "Day by day", label: "Punches, at most 8",
            bars: [
                DayChart.Bar(
                    tone: "delivered", x: "50.0", y: "3.0", width: "400.0", height: "196.0", text: "15/03/2026: 8"),
                DayChart.Bar(
                    tone: "open", x: "550.0", y: "101.0", width: "400.0", height: "98.0", text: "16/03/2026: 4"),
            ],
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
                        name: "Cổng chính", pulled: "12", delivered: "10", waiting: "1", parked: "1", rejected: "0",
                        at: "16/03/2026 08:00", attention: "the token was refused"),
                    StatusPage.Line(
                        name: "Kho", pulled: "0", delivered: "0", waiting: "0", parked: "0", rejected: "0", at: "–",
                        attention: nil),
                ])
        ])
}
