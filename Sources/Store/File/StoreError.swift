import Attendance
import Database
import ProgramSettings
import Sealing

/// Why the store could not do what was asked. Nothing was changed by the request.
public enum StoreError: Failure {
    case directory(path: String, reason: String)
    case newerThanProgram(path: String)
    /// The key is there and its database is not: something took it away.
    case missingDatabase(path: String)
    case damaged(path: String, detail: String)
    case notRollcall(path: String)
    case locked
    case inUse(path: String)
    case diskFull
    case readOnly
    case io(detail: String)
    case noSuch(Subject, String)
    case nameTaken(Subject, String)
    /// Another device has the same vendor identity.
    case identityTaken(by: String)
    case key(SealingFailure)
    case refused(Phrase)
    /// Whoever asked does not wait any more.
    case cancelled

    public enum Subject: String, Sendable {
        case device, hrClient, punch, setting, user, apiToken, invitation, unbindingCase, company, evidence
    }

    public init(_ error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case let error as SealingFailure: self = .key(error)
        case let error as SettingFailure: self = StoreError(error)
        case let error as RequestFailure: self = .refused(error.phrase)
        case is CancellationError: self = .cancelled
        case let error as DatabaseError:
            switch error {
            case .full: self = .diskFull
            case .locked: self = .locked
            case .damaged(let words), .notADatabase(let words): self = .damaged(path: "", detail: words)
            case .readOnly: self = .readOnly
            case .cancelled: self = .cancelled
            case .cannotOpen(let words), .notUnique(let words), .violation(let words), .io(let words),
                .failed(let words):
                self = .io(detail: words)
            case .closed: self = .io(detail: "the database is closed")
            case .over: self = .io(detail: "the transaction has ended")
            }
        default: self = .io(detail: "\(error)")
        }
    }
}

extension StoreError {
    public init(_ failure: SettingFailure) {
        switch failure {
        case .unknown(let name): self = .noSuch(.setting, name)
        case .refused(let phrase): self = .refused(phrase)
        }
    }

    public var phrase: Phrase {
        switch self {
        case .directory(let path, let reason):
            Phrase(
                en:
                    "the data directory \(path) cannot be used: \(reason). Choose another with --data or mend its rights.",
                vi: "không dùng được thư mục dữ liệu \(path): \(reason). Chọn thư mục khác bằng --data hoặc sửa quyền.")
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
        case .cancelled: CancelledFailure().phrase
        case .damaged(let path, let detail):
            Phrase(
                en:
                    "the database\(path.isEmpty ? "" : " \(path)") is damaged (\(detail)). Keep the file and restore the last backup: rollcall restore FILE.",
                vi:
                    "cơ sở dữ liệu\(path.isEmpty ? "" : " \(path)") bị hỏng (\(detail)). Giữ lại tệp và khôi phục bản sao lưu: rollcall restore FILE."
            )
        case .notRollcall(let path):
            Phrase(
                en: "\(path) is no Rollcall database or backup.", vi: "\(path) không phải cơ sở dữ liệu Rollcall.")
        case .locked:
            Phrase(
                en:
                    "the database is locked by another program for too long. Close what holds it and try again; nothing was lost.",
                vi: "cơ sở dữ liệu bị chương trình khác khóa quá lâu. Đóng chương trình đó rồi thử lại; không mất gì.")
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
        case .noSuch(let subject, let name):
            switch subject {
            case .device:
                Phrase(
                    en: "there is no device “\(name)”; see rollcall device list",
                    vi: "không có thiết bị “\(name)”; xem rollcall device list")
            case .hrClient:
                Phrase(
                    en: "there is no HR client “\(name)”; see rollcall hr list",
                    vi: "không có HRM client “\(name)”; xem rollcall hr list")
            case .punch:
                Phrase(en: "there is no punch \(name); see rollcall punches", vi: "không có bản ghi \(name)")
            case .company: Phrase(en: "there is no company \(name)", vi: "không có công ty \(name)")
            case .evidence: Phrase(en: "there is no photo \(name)", vi: "không có ảnh \(name)")
            case .unbindingCase: Phrase(en: "there is no case \(name)", vi: "không có trường hợp \(name)")
            case .user: Phrase(en: "there is no user “\(name)”", vi: "không có người dùng “\(name)”")
            case .apiToken: Phrase(en: "there is no API token “\(name)”", vi: "không có API token “\(name)”")
            case .invitation:
                Phrase(
                    en: "this invitation is used up or too old: ask for a new link",
                    vi: "lời mời này đã dùng hoặc hết hạn: hãy xin liên kết mới")
            case .setting:
                Phrase(
                    en: "there is no setting “\(name)”; see rollcall settings",
                    vi: "không có thiết lập “\(name)”; xem rollcall settings")
            }
        case .nameTaken(_, let name):
            Phrase(en: "the name “\(name)” is taken", vi: "tên “\(name)” đã được dùng")
        case .identityTaken(let name):
            Phrase(
                en:
                    "the device “\(name)” already reads this source; a second one would double nothing but work. Edit that device instead.",
                vi: "thiết bị “\(name)” đã đọc nguồn này rồi. Hãy sửa thiết bị đó thay vì thêm mới.")
        case .key(let error): error.phrase
        case .refused(let phrase): phrase
        }
    }

    public var field: String? {
        if case .nameTaken = self { return "name" }
        return nil
    }

    public var blame: Blame {
        switch self {
        case .noSuch: .absence
        case .nameTaken, .identityTaken: .conflict
        case .refused: .request
        case .locked: .load
        case .diskFull: .fullDisk
        case .cancelled: .cancellation
        case .directory, .newerThanProgram, .missingDatabase, .damaged, .notRollcall, .inUse, .readOnly, .io, .key:
            .machine
        }
    }
}
