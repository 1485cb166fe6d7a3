@testable import Console

extension PageSample {
    static let deskPages = [
        PageSample(
            "desk",
            DeskPage(
                revision: 12, objections: ["Photos are not read: rollcall-labels is missing."],
                rows: [
                    row("HD-1", reviewer: "hoa", countdown: 1_773_632_400_000, isOverdue: true),
                    row("HD-2", reviewer: "", countdown: nil, isOverdue: false),
                ])),
        PageSample("desk-none", DeskPage(revision: 0, objections: [], rows: [])),
        PageSample("calendar", calendar(isEnding: true)), PageSample("calendar-to-read", calendar(isEnding: false)),
        PageSample(
            "bindings",
            BindingsPage(
                rows: [BindingsPage.Row(serial: "Q01728482", account: "an@example.com", who: "hoa, 16/03/2026 08:00")],
                mayWrite: true, token: "t")),
        PageSample("bindings-none", BindingsPage(rows: [], mayWrite: false, token: "t")),
    ]

    private static func row(_ number: String, reviewer: String, countdown: Int64?, isOverdue: Bool) -> DeskPage.Row {
        DeskPage.Row(
            number: number, device: "DS-K1T341 Q01728482", state: "filed", tone: "busy", installer: "minh",
            reviewer: reviewer, due: "17/03/2026 08:00", countdown: countdown, isOverdue: isOverdue)
    }

    private static func calendar(isEnding: Bool) -> CalendarPage {
        CalendarPage(
            version: 2, zone: "Asia/Ho_Chi_Minh",
            days: [CalendarPage.Day(field: "monday", name: "Monday", spans: "08:30-12:00, 13:00-17:30")],
            holidays: "2026-04-30; Giải phóng / Reunification; confirmed; <nguồn>",
            workingDays: "2026-05-09; 08:30-12:00",
            coversUntil: "2026", isEnding: isEnding, mayWrite: isEnding, token: "t")
    }
}
