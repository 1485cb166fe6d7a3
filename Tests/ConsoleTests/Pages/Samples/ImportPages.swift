@testable import Console

extension PageSample {
    static let importPages = [
        PageSample(
            "import",
            ImportPage(
                token: "t", columns: "name, kind, place …",
                orders: [Choice("dmy", "31/12/2026", isChosen: true), Choice("mdy", "12/31/2026")])),
        PageSample(
            "import-preview",
            ImportPreviewPage(
                addCount: 1, editCount: 0, badCount: 1,
                rows: [
                    ImportPreviewPage.Row(row: "2", tone: "good", what: "add", name: "Cổng chính", detail: "hanet"),
                    ImportPreviewPage.Row(row: "3", tone: "bad", what: "bad", name: "Kho", detail: "no place"),
                ], importID: "i-1", canApply: true, applyText: "Add 1 device", token: "t")),
        PageSample(
            "import-preview-of-nothing",
            ImportPreviewPage(
                addCount: 0, editCount: 0, badCount: 0, rows: [], importID: "i-2", canApply: false, applyText: "",
                token: "t")),
    ]
}
