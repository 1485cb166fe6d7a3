import Attendance
import Spreadsheets

extension CellFault {
    /// What is wrong with the cell, and what to do.
    public var phrase: Phrase {
        switch reason {
        case .formulaWithoutValue:
            Phrase(
                en:
                    "cell \(reference) holds a formula without a value: open the file in Excel and save it again, or type the value",
                vi: "ô \(reference) chứa công thức chưa có giá trị: hãy mở tệp bằng Excel rồi lưu lại, hoặc gõ giá trị"
            )
        case .error(let text):
            Phrase(
                en: "cell \(reference) holds the error \(text): mend or clear it",
                vi: "ô \(reference) chứa lỗi \(text): hãy sửa hoặc xóa nội dung ô")
        case .tooManyDigits(let text):
            Phrase(
                en:
                    "cell \(reference) holds the number \(text), of which Excel keeps only 15 digits: format the cell as text and type it again",
                vi:
                    "ô \(reference) chứa số \(text) mà Excel chỉ giữ được 15 chữ số: hãy định dạng ô là văn bản (Text) rồi gõ lại"
            )
        case .tooLong:
            Phrase(
                en: "cell \(reference) is longer than 32,767 characters: shorten it",
                vi: "ô \(reference) dài hơn 32.767 ký tự: hãy rút ngắn")
        case .noDate(let text):
            Phrase(
                en: "cell \(reference) is formatted as a date, and its number \(text) is none: type the date again",
                vi: "ô \(reference) có định dạng ngày nhưng số \(text) không phải ngày: hãy gõ lại ngày")
        case .unreadable(let text):
            Phrase(
                en: "cell \(reference) holds “\(text)”, which cannot be read: type it again",
                vi: "ô \(reference) chứa “\(text)”, không đọc được: hãy gõ lại")
        }
    }
}
