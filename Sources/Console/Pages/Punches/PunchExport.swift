import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Store

/// The punches of a filter as a file.
extension Visit {
    /// Exactly what the filter shows, in its order, streamed.
    func exportPunches(_ format: String) async throws -> Response {
        let filter = try await PunchSearchForm(self)
        return try await exportPunches(filter.search, format)
    }

    func exportPunches(_ search: PunchSearch, _ format: String) async throws -> Response {
        let store = store
        let language = language
        // The first page is read before the answer begins, so that a refusal is still a refusal.
        let first = try await store.punches.search(search, limit: 500)
        if format == "csv" {
            return Response(
                status: .ok, headers: Visit.download("punches", "csv"),
                body: ResponseBody { writer in
                    try await writer.write(ByteBuffer(string: PunchTable.csvStart(language)))
                    var page = first
                    while true {
                        let lines = page.punches.map { PunchTable.csvLine($0, language) }.joined()
                        if !lines.isEmpty { try await writer.write(ByteBuffer(string: lines)) }
                        guard let next = page.next else { break }
                        page = try await store.punches.search(search, at: next, limit: 500)
                    }
                    try await writer.finish(nil)
                })
        }
        let file = try ExportFile("xlsx")
        var table = try PunchTable.Workbook(path: file.path, language: language)
        var page = first
        while true {
            for punch in page.punches { try table.append(punch) }
            guard let next = page.next else { break }
            page = try await store.punches.search(search, at: next, limit: 500)
        }
        try table.close()
        return Response(status: .ok, headers: Visit.download("punches", "xlsx"), body: file.body)
    }
}
