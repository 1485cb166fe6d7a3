import Attendance

/// Why a file is not taken as a picture, for the person who chose it.
public enum PictureFailure: Failure, Hashable, Codable {
    case empty
    case tooManyBytes
    /// Pixels as the file's own head gives them; nothing of it was decoded.
    case tooManyPixels(width: Int, height: Int)
    case tooSmall(width: Int, height: Int)
    /// An SVG: a program and not a photo.
    case drawing
    case document
    case unknownFormat
    /// The name promises another format than the bytes hold.
    case named(PictureFormat, holds: PictureFormat)
    /// Something else than a picture is hidden in the file.
    case hidesSomething
    case broken(PictureFormat)
    /// Put together in a way that no camera and no phone does.
    case contrived(PictureFormat)
    /// Reading it was not over in its time.
    case tookTooLong
    /// Reading it ended the reader.
    case endedReader

    public var phrase: Phrase {
        switch self {
        case .empty: Phrase(en: "the file is empty", vi: "tệp rỗng")
        case .tooManyBytes:
            Phrase(
                en:
                    "the file is larger than \(PictureLimits.bytes >> 20) MB: send the photo itself, not an archive of it",
                vi: "tệp lớn hơn \(PictureLimits.bytes >> 20) MB: hãy gửi chính ảnh chụp")
        case .tooManyPixels(let width, let height):
            Phrase(
                en: "the picture says it has \(width) × \(height) pixels, more than is taken: choose a smaller size",
                vi: "ảnh có \(width) × \(height) điểm ảnh, quá giới hạn: hãy chọn cỡ nhỏ hơn")
        case .tooSmall(let width, let height):
            Phrase(
                en: "the picture has \(width) × \(height) pixels only: nothing can be read on it",
                vi: "ảnh chỉ có \(width) × \(height) điểm ảnh: không đọc được gì")
        case .drawing:
            Phrase(
                en: "an SVG is a drawing and no photo: send JPEG, PNG, WebP or HEIC",
                vi: "SVG là bản vẽ, không phải ảnh chụp: hãy gửi JPEG, PNG, WebP hoặc HEIC")
        case .document:
            Phrase(
                en: "this is a document and no photo: take a photo or a screenshot of it",
                vi: "đây là tài liệu, không phải ảnh: hãy chụp ảnh hoặc chụp màn hình")
        case .unknownFormat:
            Phrase(
                en: "this is not a picture of a kind that is taken: send JPEG, PNG, WebP or HEIC",
                vi: "đây không phải loại ảnh được nhận: hãy gửi JPEG, PNG, WebP hoặc HEIC")
        case .named(let named, let held):
            Phrase(
                en: "the file is named as \(named.title) and holds \(held.title): save it again as what it is",
                vi: "tên tệp là \(named.title) nhưng nội dung là \(held.title): hãy lưu lại đúng định dạng")
        case .hidesSomething:
            Phrase(
                en: "something else is hidden inside this picture: take the photo again, or a screenshot of it",
                vi: "trong ảnh có giấu nội dung khác: hãy chụp lại ảnh hoặc chụp màn hình")
        case .contrived(let format):
            Phrase(
                en:
                    "this \(format.title) is put together as no phone does it: take the photo again, or a screenshot of it",
                vi: "tệp \(format.title) có cấu trúc mà điện thoại không tạo ra: hãy chụp lại ảnh hoặc chụp màn hình")
        case .tookTooLong:
            Phrase(
                en: "this photo could not be read in time: show the label alone, sharp and without patterns around it",
                vi: "không đọc kịp ảnh này: hãy chụp riêng nhãn, rõ nét, không có hoa văn xung quanh")
        case .endedReader:
            Phrase(
                en: "this file made the reader of photos stop, so it is not taken: take the photo again",
                vi: "tệp này làm trình đọc ảnh dừng lại nên không được nhận: hãy chụp lại ảnh")
        case .broken(let format):
            Phrase(
                en: "this \(format.title) is damaged and cannot be read: take the photo again",
                vi: "tệp \(format.title) bị hỏng, không đọc được: hãy chụp lại")
        }
    }

    public var blame: Blame { .request }
}
