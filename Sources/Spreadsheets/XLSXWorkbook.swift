/// Which part of an XLSX file holds the table that people see first, and what its cells refer to.
struct XLSXWorkbook {
    /// The first visible worksheet, in the order of the tabs.
    private(set) var sheet = ""
    private(set) var sharedStrings: String?
    private(set) var styles: String?
    /// Whether days are counted from 1904, as in Excel for old Macs.
    private(set) var since1904 = false

    /// - Throws: `noWorkbook` when there is no workbook or no visible worksheet in it.
    init(_ package: XLSXPackage) throws(SpreadsheetFailure) {
        let roots = try package.relationships(of: "")
        let name = roots.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard let bytes = try package.part(name) else { throw .noWorkbook }
        let relationships = try package.relationships(of: name)
        var sheets: [String] = []
        let isWhole = try SafeXML.read(bytes, package.patience) { event in
            guard case .start(let element, let attributes) = event else { return }
            switch XLSXName.local(element) {
            case "workbookPr":
                since1904 = ["1", "true", "on"].contains(attributes["date1904"]?.lowercased() ?? "")
            case "sheet":
                let state = attributes["state"]?.lowercased()
                // The id's attribute is `r:id` under any prefix; `sheetId` is another thing.
                let id = attributes.first { XLSXName.local($0.key).lowercased() == "id" }?.value
                if state != "hidden", state != "veryhidden", let id { sheets.append(id) }
            default: break
            }
        }
        guard isWhole else { throw .malformedXML(part: name) }
        let exact = Dictionary(relationships.map { ($0.id, $0) }) { first, _ in first }
        let loose = Dictionary(relationships.map { ($0.id.lowercased(), $0) }) { first, _ in first }
        func target(_ id: String) -> XLSXRelationship? { exact[id] ?? loose[id.lowercased()] }
        // Tabs can also be charts and dialogs.
        guard let first = sheets.lazy.compactMap(target).first(where: { $0.kind == "worksheet" }) else {
            throw .noWorkbook
        }
        sheet = first.target
        sharedStrings = relationships.first { $0.kind == "sharedStrings" }?.target
        styles = relationships.first { $0.kind == "styles" }?.target
    }
}
