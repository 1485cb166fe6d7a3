import Attendance

@testable import Console

extension PageSample {
    private static let noSearch = DevicesPage.Kept(DeviceSearch())
    private static let onePage = DevicesPage.Paging(place: "", previous: nil, next: nil)

    static let devicePages = [
        PageSample(
            "devices",
            DevicesPage(
                search: noSearch,
                chips: [
                    DeviceListing.Chip(
                        address: "/devices?state=fine", text: "fine", number: "1", isChosen: true),
                    DeviceListing.Chip(
                        address: "/devices?state=syncing", text: "syncing", number: "1", isChosen: false),
                ], hasChips: true, cards: [fineCard, syncingCard], table: nil, hasDevices: true, hasNoMatch: false,
                paging: onePage, asCards: "/devices?view=cards", asTable: "/devices?view=table", unknown: [],
                hasUnknown: false, maySync: true,
                mayWrite: true, token: "t")),
        PageSample(
            "devices-as-a-table",
            DevicesPage(
                search: DevicesPage.Kept(DeviceSearch(text: "cổng <1>", kind: "hanet")), chips: [], hasChips: false,
                cards: [],
                table: DevicesPage.Table(
                    rows: [
                        DevicesPage.Table.Row(card: fineCard, sendsTo: "Base, Other"),
                        DevicesPage.Table.Row(card: syncingCard, sendsTo: ""),
                    ], maySelect: true, maySync: true, mayWrite: true, foundBeyondPage: "1,000", clients: ["Base <1>"],
                    search: DevicesPage.Kept(DeviceSearch(text: "cổng <1>", kind: "hanet")), token: "t"),
                hasDevices: true, hasNoMatch: false,
                paging: DevicesPage.Paging(
                    place: "51–100 of 1,000", previous: "/devices?q=c", next: "/devices?q=c&page=3"),
                asCards: "/devices?q=c&view=cards", asTable: "/devices?q=c&view=table", unknown: [], hasUnknown: false,
                maySync: true, mayWrite: true, token: "t")),
        PageSample(
            "devices-with-unknown-terminals",
            DevicesPage(
                search: noSearch, chips: [], hasChips: false, cards: [], table: nil, hasDevices: true, hasNoMatch: true,
                paging: onePage,
                asCards: "/devices?view=cards", asTable: "/devices?view=table",
                unknown: [
                    UnknownTerminalRow(
                        serial: "CJ9H<1>", address: "192.168.1.201", says: "SpeedFace, att", first: "16/03/2026 08:00",
                        last: "16/03/2026 08:10",
                        addAddress: "/devices/new?kind=zkteco-push&name=CJ9H1&serial=CJ9H1"),
                    UnknownTerminalRow(
                        serial: "CJ9H2", address: "192.168.1.202", says: "", first: "16/03/2026 08:00",
                        last: "16/03/2026 08:10", addAddress: nil),
                ], hasUnknown: true, maySync: true, mayWrite: true, token: "t")),
        PageSample(
            "devices-for-a-viewer",
            DevicesPage(
                search: noSearch, chips: [], hasChips: false, cards: [], table: nil, hasDevices: false,
                hasNoMatch: false, paging: onePage, asCards: "/devices?view=cards", asTable: "/devices?view=table",
                unknown: [],
                hasUnknown: false, maySync: false, mayWrite: false,
                token: "t")),
        PageSample(
            "devices-none",
            DevicesPage(
                search: noSearch, chips: [], hasChips: false, cards: [], table: nil, hasDevices: false,
                hasNoMatch: false, paging: onePage, asCards: "/devices?view=cards", asTable: "/devices?view=table",
                unknown: [],
                hasUnknown: false, maySync: true, mayWrite: true, token: "t")
        ),
        PageSample(
            "device",
            DevicePage(
                id: 7, name: "Cổng chính", card: [fineCard],
                facts: [DevicePage.Fact(name: "Time zone", value: "Asia/Ho_Chi_Minh")],
                hook: HookBox(
                    help: "Enter this address at the vendor.", problem: nil,
                    address: "https://rollcall.example/hooks/hanet/secret", calls: "1,204", refused: "3",
                    last: "16/03/2026 08:00", mayMake: false),
                tags: [PunchesPage.Link(address: "/devices?tag=Qu%E1%BA%ADn%201", text: "Quận 1")], hasTags: true,
                rhythm: "Every 2 minutes it reads today; next at 16/03/2026 08:02.",
                lastTry: "16/03/2026 08:00",
                lastOutcome: "done", lastSuccess: "16/03/2026 08:00",
                runs: [
                    DevicePage.Run(
                        begun: "16/03/2026 08:00", cause: "by hand, lan", window: "01/03/2026 00:00 – 16/03/2026 08:00",
                        fetched: "120",
                        new: "7", known: "113", skipped: "strangers 2", outcome: "done")
                ], mayWrite: true, token: "t")),
        PageSample(
            "device-without-a-run",
            DevicePage(
                id: 8, name: "Kho", card: [fineCard], facts: [],
                hook: HookBox(
                    help: "Enter this address at the vendor.", problem: "First store the client secret.",
                    address: nil, calls: "0", refused: "0", last: "–", mayMake: true),
                tags: [], hasTags: false, rhythm: "Not read: it is disabled.", lastTry: "–",
                lastOutcome: "",
                lastSuccess: "–", runs: [], mayWrite: false, token: "t")),
        PageSample(
            "sync-from",
            SyncFromPage(
                id: 7, name: "Cổng chính", token: "t", from: "2026-03-01", to: "", earliest: "2025-12-16",
                limit: "This kind keeps 3 months at most.")),
        PageSample(
            "sync-from-any-day",
            SyncFromPage(
                id: 7, name: "Cổng chính", token: "t", from: "2026-03-01", to: "2026-03-02", earliest: nil, limit: nil)),
        PageSample(
            "confirm",
            ConfirmPage(
                heading: "Delete “Cổng chính”?", action: "/devices/7/delete", token: "t",
                inputs: [ConfirmPage.Input(name: "before", value: "2026-01-01")], text: "Its 120 punches are kept.",
                option: ConfirmPage.Option(name: "with-punches", text: "Delete its 120 punches too"), button: "Delete",
                back: "/devices")),
        PageSample(
            "job",
            JobPage(
                heading: "Test “Cổng chính”", state: "failed", tone: "bad",
                lines: [
                    JobPage.Line(tone: "good", title: "Sign in", text: "the token is alive"),
                    JobPage.Line(tone: "bad", title: "Place", text: "there is no place 1204"),
                ], back: "/devices")),
    ]

    private static let fineCard = DeviceCard(
        id: 7, name: "Cổng <chính>", kind: "Hanet", identityLabel: "Place", identity: "1204",
        tagLine: "Quận <1>, Kho", lastRun: 77, state: "in order", tone: "good", reason: "",
        warning: "No HR client is attached.",
        briefWarning: "no HR client", count: "120 punches",
        lastSync: "16/03/2026 08:00", latestCode: "NV7", latestAt: "16/03/2026 07:59",
        completeUpTo: "16/03/2026 08:00", lookBack: "records may come 2 days late", progress: "", isSyncing: false,
        share: nil, isEnabled: true, isPaused: false, maySync: true, mayWrite: true, token: "t")

    private static let syncingCard = DeviceCard(
        id: 8, name: "Kho", kind: "Nuveq", identity: "api-1", state: "syncing", tone: "busy",
        reason: "the vendor was away", warning: "", briefWarning: "", count: "1 punch", lastSync: "–", latestCode: "–",
        latestAt: "–",
        completeUpTo: "–", progress: "5 / 10 read", isSyncing: true, share: "0.5", isEnabled: false, isPaused: true,
        maySync: false, mayWrite: true, token: "t")
}
