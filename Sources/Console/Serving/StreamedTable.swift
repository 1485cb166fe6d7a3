import Attendance
import AttendanceHub
import Hummingbird
import Spreadsheets

/// A table of any length as a file to keep: never more than one page of it is in memory.
struct StreamedTable<Page: Sendable>: Sendable {
    let header: [String]
    let first: Page
    /// The rows of a page.
    let rows: @Sendable (Page) -> [[String]]
    /// The page behind one; nil behind the last.
    let next: @Sendable (Page) async throws -> Page?

    /// - Parameter format: `csv`, which is streamed, or `xlsx`, which is written to a private file first.
    func response(named name: String, _ format: String) async throws -> Response {
        let headers = Visit.download(name, format)
        guard format == "xlsx" else {
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: CSV.byteOrderMark + CSV.line(header)))
                    try await forEachPage { page in
                        let lines = rows(page).map(CSV.line).joined()
                        if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
                    }
                    try await writer.finish(nil)
                })
        }
        let file = try ExportFile("xlsx")
        let table = try XLSXWriter(path: file.path)
        try table.append(header)
        try await forEachPage { page in
            for row in rows(page) { try table.append(row) }
        }
        try table.close()
        return Response(status: .ok, headers: headers, body: file.body)
    }

    private func forEachPage(_ body: (Page) async throws -> Void) async throws {
        var page = first
        while true {
            try await body(page)
            guard let following = try await next(page) else { return }
            page = following
        }
    }
}
