/// What is wrong with the data directory, or with the database in it. Nothing was changed by the request.
public enum DataFailure: Failure, Hashable {
    case directory(path: String, reason: String)
    case newerThanProgram(path: String)
    /// The key is there and its database is not: something took it away.
    case missingDatabase(path: String)
    /// The path is empty where the one that is open is meant.
    case damaged(path: String, detail: String)
    case notRollcall(path: String)
    case locked
    case inUse(path: String)
    case diskFull
    case readOnly
    case io(detail: String)

    public var phrase: Phrase {
        switch self {
        case .directory(let path, let reason):
            Phrase(
                en:
                    "the data directory \(path) cannot be used: \(reason). Choose another with --data or mend its rights.",
                vi:
                    "không dùng được thư mục dữ liệu \(path): \(reason). Hãy chọn thư mục khác bằng --data hoặc sửa quyền."
            )
        case .newerThanProgram(let path):
            Phrase(
                en: "the database \(path) was written by a newer Rollcall. Install that version; nothing was changed.",
                vi: "cơ sở dữ liệu \(path) do phiên bản Rollcall mới hơn ghi. Hãy cài phiên bản đó; chưa thay đổi gì.")
        case .missingDatabase(let path):
            Phrase(
                en:
                    "the database \(path) is missing, but its key is there: put the database or a backup back (rollcall restore), or choose another folder with --data. Nothing was made.",
                vi:
                    "thiếu cơ sở dữ liệu \(path) trong khi khóa vẫn còn: hãy đặt lại tệp đó hoặc khôi phục bản sao lưu (rollcall restore), hoặc chọn thư mục khác bằng --data. Chưa tạo gì."
            )
        case .damaged(let path, let detail):
            Phrase(
                en:
                    "the database\(path.isEmpty ? "" : " \(path)") is damaged (\(detail)). Keep the file and restore the last backup: rollcall restore FILE.",
                vi:
                    "cơ sở dữ liệu\(path.isEmpty ? "" : " \(path)") bị hỏng (\(detail)). Hãy giữ lại tệp và khôi phục bản sao lưu gần nhất: rollcall restore TỆP."
            )
        case .notRollcall(let path):
            Phrase(
                en: "\(path) is not a Rollcall database or backup.",
                vi: "\(path) không phải cơ sở dữ liệu hoặc bản sao lưu của Rollcall.")
        case .locked:
            Phrase(
                en:
                    "the database is locked by another program for too long. Close what holds it and try again; nothing was lost.",
                vi:
                    "cơ sở dữ liệu bị chương trình khác khóa quá lâu. Hãy đóng chương trình đó rồi thử lại; không mất gì."
            )
        case .inUse(let path):
            Phrase(
                en: "a running Rollcall uses \(path). Stop it first (rollcall serve), then try again.",
                vi: "một tiến trình Rollcall đang dùng \(path). Hãy dừng nó (rollcall serve) rồi thử lại.")
        case .diskFull:
            Phrase(
                en:
                    "the disk is full. Free some space; everything up to now is kept and the next run goes on from here.",
                vi: "ổ đĩa đã đầy. Hãy giải phóng dung lượng; dữ liệu đến lúc này được giữ và lần sau sẽ chạy tiếp.")
        case .readOnly:
            Phrase(
                en: "the database may not be written. Mend the rights of the data directory.",
                vi: "không có quyền ghi cơ sở dữ liệu. Hãy sửa quyền thư mục dữ liệu.")
        case .io(let detail):
            Phrase(
                en: "the database could not be read or written: \(detail). Check the disk.",
                vi: "không đọc hoặc ghi được cơ sở dữ liệu: \(detail). Hãy kiểm tra ổ đĩa.")
        }
    }

    public var blame: Blame {
        switch self {
        case .locked: .load
        case .diskFull: .fullDisk
        case .directory, .newerThanProgram, .missingDatabase, .damaged, .notRollcall, .inUse, .readOnly, .io: .machine
        }
    }
}
