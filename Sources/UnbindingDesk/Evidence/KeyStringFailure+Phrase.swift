import Attendance
import Serials

extension KeyStringFailure: Failure {
    /// What is wrong, for whoever pasted it.
    public var phrase: Phrase {
        switch self {
        case .empty: Phrase(en: "there is no key string in it", vi: "không có chuỗi ký tự nào")
        case .tooLong:
            Phrase(
                en: "this is longer than any key string: give the whole content of the exported file and nothing else",
                vi: "nội dung dài hơn mọi chuỗi ký tự: chỉ gửi đúng toàn bộ nội dung tệp đã xuất")
        case .foreignCharacter(let position):
            Phrase(
                en: "character \(position) belongs to no key string: copy all of the exported text, and nothing else",
                vi: "ký tự thứ \(position) không thuộc chuỗi ký tự: hãy sao chép đúng toàn bộ nội dung đã xuất")
        case .tooShort:
            Phrase(
                en: "this is shorter than any key string: copy all of the exported text",
                vi: "nội dung ngắn hơn mọi chuỗi ký tự: hãy sao chép toàn bộ nội dung đã xuất")
        case .cut(let length, let whole):
            length == whole - 1
                ? Phrase(
                    en: "the last character of the key string is missing (often =): copy all of it again",
                    vi: "chuỗi ký tự thiếu ký tự cuối cùng (thường là dấu =): hãy sao chép lại toàn bộ")
                : Phrase(
                    en: "this is a part of a key string, \(length) of \(whole) characters: copy all of it again",
                    vi: "đây chỉ là một phần của chuỗi ký tự, \(length) trên \(whole) ký tự: hãy sao chép lại toàn bộ")
        case .several:
            Phrase(
                en: "there are several key strings in it: give the one of this device alone",
                vi: "có nhiều chuỗi ký tự: chỉ gửi đúng chuỗi của thiết bị này")
        case .label:
            Phrase(
                en:
                    "this is the code of the device's label; the key string is the QR code that SADP shows after “Forgot Password”",
                vi: "đây là mã trên nhãn thiết bị; chuỗi ký tự là mã QR mà SADP hiện sau khi bấm “Quên mật khẩu”")
        case .link:
            Phrase(en: "this is a link and no key string", vi: "đây là đường link, không phải chuỗi ký tự")
        case .serial:
            Phrase(
                en: "this is a serial; the key string is what SADP exports (Export, Export Keys)",
                vi: "đây là số seri; chuỗi ký tự là nội dung SADP xuất ra (Export, Export Keys)")
        case .probeMatch:
            Phrase(
                en: "this is an answer of the discovery protocol and no key string",
                vi: "đây là gói trả lời tìm thiết bị, không phải chuỗi ký tự")
        case .document:
            Phrase(
                en: "this is an XML document with a type declaration and no key string; nothing of it was read",
                vi: "đây là tài liệu XML có khai báo kiểu, không phải chuỗi ký tự; không đọc nội dung nào")
        }
    }

    public var blame: Blame { .request }
}
