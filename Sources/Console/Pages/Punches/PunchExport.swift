import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Store

/// The punches of a filter as a file: exactly what it shows, in its order.
struct PunchExport: Sendable {
    enum Format: String, Sendable {
        case csv, xlsx
    }

    let punches: PunchRepository

    /// The answer whose body is the file, streamed where the format allows it.
    func file(of search: PunchSearch, _ format: Format, _ language: Language) async throws -> Response {
        // The first page is read before the answer begins, so that a refusal is still a refusal.
        let first = try await page(of: search, at: nil)
        let headers = Visit.download("punches", format.rawValue)
        switch format {
        case .csv:
            return Response(
                status: .ok, headers: headers,
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: PunchTable.csvStart(language)))
                    try await forEachPage(of: search, from: first) { page in
                        let lines = page.map { PunchTable.csvLine($0, language) }.joined()
                        if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
                    }
                    try await writer.finish(nil)
                })
        case .xlsx:
            let file = try ExportFile("xlsx")
            var table = try PunchTable.Workbook(path: file.path, language: language)
            try await forEachPage(of: search, from: first) { page in
                for punch in page { try table.append(punch) }
            }
            try table.close()
            return Response(status: .ok, headers: headers, body: file.body)
        }
    }

    private func page(of search: PunchSearch, at cursor: PunchCursor?) async throws -> PunchPage {
        try await punches.search(search, at: cursor, limit: 500)
    }

    private func forEachPage(
        of search: PunchSearch, from first: PunchPage, _ body: ([PunchWithDeliveries]) async throws -> Void
    ) async throws {
        var shown = first
        while true {
            try await body(shown.punches)
            guard let next = shown.next else { return }
            shown = try await page(of: search, at: next)
        }
    }
}
