import Attendance
import Spreadsheets

extension SpreadsheetFailure: Failure {
    public var phrase: Phrase {
        switch self {
        case .tooLarge(let limit):
            Phrase(en: "larger than \(limit >> 20) MiB", vi: "lớn hơn \(limit >> 20) MiB")
        case .tooManyRows(let limit):
            Phrase(en: "more than \(limit.written(.en)) rows", vi: "nhiều hơn \(limit.written(.vi)) dòng")
        case .tooManyColumns(let limit):
            Phrase(en: "more than \(limit.written(.en)) columns", vi: "nhiều hơn \(limit.written(.vi)) cột")
        case .rowTooLong(let row, let limit):
            Phrase(
                en: "row \(row) holds more than \(limit >> 10) KiB of text",
                vi: "dòng \(row) có hơn \(limit >> 10) KiB chữ")
        case .tooSlow(let limit):
            Phrase(
                en: "it could not be read within \(limit.components.seconds) seconds: split it into smaller files",
                vi: "không đọc xong trong \(limit.components.seconds) giây: hãy chia thành các tệp nhỏ hơn")
        case .cancelled: Phrase(en: "reading was cancelled", vi: "đã hủy việc đọc")
        case .unclosedQuote(let row):
            Phrase(en: "a quote is not closed in row \(row)", vi: "dấu nháy không đóng ở dòng \(row)")
        case .unknownEncoding:
            Phrase(
                en:
                    "its letters are in an encoding that cannot be told: open it where they look right and save it as “CSV UTF-8 (Comma delimited)”, or as .xlsx",
                vi:
                    "không xác định được bảng mã chữ của tệp: hãy mở bằng chương trình hiển thị đúng dấu và lưu thành “CSV UTF-8 (Comma delimited)” hoặc .xlsx"
            )
        case .notText:
            Phrase(
                en: "this is not text: save the table as .xlsx or as “CSV UTF-8 (Comma delimited)”",
                vi: "đây không phải tệp văn bản: hãy lưu bảng thành .xlsx hoặc “CSV UTF-8 (Comma delimited)”")
        case .noWorkbook:
            Phrase(
                en: "no table was found in it: save it as .xlsx or .csv",
                vi: "không tìm thấy bảng trong tệp: hãy lưu thành .xlsx hoặc .csv")
        case .companionFolder:
            Phrase(
                en:
                    "this is only the frame of a page that Excel saved; the cells are in the folder beside it. Open it in Excel and save it as .xlsx",
                vi:
                    "tệp này chỉ là khung trang web do Excel lưu; dữ liệu nằm trong thư mục kèm theo. Hãy mở bằng Excel và lưu thành .xlsx"
            )
        case .oldWorkbook:
            Phrase(
                en:
                    "this is Excel's binary format of before 2007, or a workbook with a password: open it in Excel and save it as .xlsx without a password",
                vi:
                    "đây là định dạng Excel cũ (trước 2007) hoặc tệp có mật khẩu: hãy mở bằng Excel và lưu thành .xlsx không mật khẩu"
            )
        case .malformedXML(let part):
            Phrase(en: "\(part) inside cannot be read", vi: "không đọc được \(part) bên trong")
        case .cannotWrite(let reason): Phrase(en: "cannot be written: \(reason)", vi: "không ghi được: \(reason)")
        }
    }

    public var blame: Blame {
        switch self {
        case .cancelled: .cancellation
        case .cannotWrite: .machine
        default: .request
        }
    }
}
