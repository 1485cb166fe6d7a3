@testable import Console

extension PageSample {
    static let importPages = [
        PageSample(
            "import",
            ImportPage(
                token: "t",
                orders: [Choice("dmy", "31/12/2026", isChosen: true), Choice("mdy", "12/31/2026")],
                kinds: [Choice("hanet", "Hanet"), Choice("nuveq", "Nuveq")])),
        PageSample(
            "import-preview",
            ImportPreviewPage(
                addCount: "1", editCount: "0", badCount: "1",
                warnings: ["Columns that are not known were left out: “x”."],
                rows: [
                    ImportPreviewPage.Row(
                        row: "3", tone: "bad", what: "bad", name: "Kho", identity: nil, details: ["No place."]),
                    ImportPreviewPage.Row(
                        row: "2", tone: "good", what: "add", name: "Cổng chính", identity: "13433",
                        details: ["Hanet", "01/11/2026 was read as 1 November 2026."]),
                ], importID: "i-1", canApply: true, applyText: "Add 1 device", token: "t")),
        PageSample(
            "imports",
            PastImportsPage(
                lines: [
                    PastImportsPage.Line(
                        address: "/devices/imports/2", at: "16/03/2026 08:00", actor: "lan", file: "máy <2>.xlsx",
                        added: "3", changed: "1,000", state: "4 can be undone", tone: "good")
                ], next: "/devices/imports?before=2")),
        PageSample("imports-none", PastImportsPage(lines: [], next: nil)),
        PageSample(
            "import-past",
            PastImportPage(
                file: "máy <2>.xlsx", about: "lan imported it.",
                lines: [
                    PastImportPage.Line(
                        name: "Cổng <1>", address: "/devices/7", what: "added", tone: "good", state: "can be undone"),
                    PastImportPage.Line(
                        name: "Kho", address: nil, what: "changed", tone: "off", state: "was removed since"),
                ], more: "500 more devices", undoAddress: "/devices/imports/2/undo",
                undoText: "Undo (1 devices)", token: "t")),
        PageSample(
            "import-past-undone",
            PastImportPage(
                file: "a.csv", about: "lan imported it.", lines: [], more: nil,
                undoAddress: "/devices/imports/2/undo", undoText: nil, token: "t")),
        PageSample(
            "import-preview-of-nothing",
            ImportPreviewPage(
                addCount: "0", editCount: "0", badCount: "0", warnings: [], rows: [], importID: "i-2", canApply: false,
                applyText: "",
                token: "t")),
    ]
}
