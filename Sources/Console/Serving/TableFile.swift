import AttendanceHub
import HTTPTypes
import Hummingbird

/// Tables as files to keep.
extension Visit {
    /// A table as a file to keep.
    func export(_ rows: [[String]], named name: String, _ format: String) throws -> Response {
        let file = try ExportFile(format)
        try DeviceTable.write(rows, path: file.path)
        return Response(status: .ok, headers: Visit.download(name, format), body: file.body)
    }

    static func download(_ name: String, _ format: String) -> HTTPFields {
        let type =
            format == "csv"
            ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return [.contentType: type, .contentDisposition: "attachment; filename=\"rollcall-\(name).\(format)\""]
    }
}
