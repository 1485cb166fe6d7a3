import Attendance
import HRKit
import Spreadsheets
import Store

/// What HR received under mapped codes, as rows of a table file.
public enum ReceiptTable {
    /// The header. The byte order mark makes Excel read Vietnamese letters as UTF-8.
    public static func csvStart(_ language: Language) -> String {
        let header =
            switch language {
            case .en: ["id", "time", "date", "code", "name", "device", "record id", "code in HR", "received at"]
            case .vi: ["id", "giờ", "ngày", "mã", "tên", "thiết bị", "mã bản ghi", "mã trong HRM", "HRM nhận lúc"]
            }
        return "\u{FEFF}" + CSV.line(header)
    }

    public static func csvLine(_ receipt: MappedReceipt) -> String {
        let punch = receipt.punch
        return CSV.line([
            String(punch.id), punch.local.timeText, punch.local.date.description, punch.code, punch.personName,
            punch.device, punch.recordID, receipt.hrCode, Zone.vietnam.rfc3339(receipt.receivedAt),
        ])
    }
}
