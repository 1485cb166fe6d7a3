@testable import Console

extension PageSample {
    static let parkedPages = [
        PageSample("parked", parked), PageSample("parked-none", nothingParked),
        PageSample(
            "map-confirm",
            MapConfirmPage(
                heading: "Map 7 to NV7?", text: "NV7 is Trần Thị Bình in HR.", hrName: "HR", hrID: "3", code: "7",
                hrCode: "NV7", mark: "m", token: "t")),
        PageSample(
            "received",
            ReceivedPage(
                heading: "What HR has of 7", total: "1",
                rows: [
                    ReceivedPage.Row(
                        id: 11, time: "16/03/2026 08:00", name: "Nguyễn Văn An", device: "Cổng chính", recordID: "rc-1",
                        hrCode: "NV7", receivedAt: "16/03/2026 08:01")
                ], hasRows: true, more: "The latest 500 are shown.", csvAddress: "/parked/received.csv?code=7")),
        PageSample(
            "received-nothing",
            ReceivedPage(
                heading: "What HR has of 8", total: "0", rows: [], hasRows: false, more: nil,
                csvAddress: "/parked/received.csv?code=8")),
    ]

    private static let parked = ParkedPage(
        clients: [Choice("3", "HR", isChosen: true), Choice("4", "Kế toán")], hrID: "3",
        unknown: ParkedPage.Unknown(codes: [
            ParkedPage.Code(hrID: 3, hr: "HR", code: "7", name: "Nguyễn Văn An", count: "2 punches")
        ]),
        rows: [
            ParkedPage.Row(
                id: 11, time: "16/03/2026 08:00", code: "7", name: "Nguyễn Văn An", device: "Cổng chính", hr: "HR",
                state: "parked", tone: "warn", reason: "HR does not know the code")
        ], hasRows: true, next: "/parked?after=11",
        mappings: [
            ParkedPage.Mapping(
                hr: "HR", code: "9", hrCode: "NV9", by: "lan", warning: "also Trần Thị Bình",
                receivedAddress: "/parked/received?code=9"),
            ParkedPage.Mapping(
                hr: "HR", code: "10", hrCode: "NV10", by: "lan", warning: nil,
                receivedAddress: "/parked/received?code=10"),
        ], hasMappings: true, mayWrite: true, token: "t")

    private static let nothingParked = ParkedPage(
        clients: [], hrID: "", unknown: nil, rows: [], hasRows: false, next: nil, mappings: [], hasMappings: false,
        mayWrite: false, token: "t")
}
