import Attendance
import Labels

/// Why a photo was not read.
enum ReadingFailure: Failure, Hashable {
    /// There is no such program, or it cannot be started.
    case unavailable(path: String, reason: String)
    /// Reading this photo was not over in its time.
    case tookTooLong
    /// Reading this photo ended it.
    case ended

    var phrase: Phrase {
        switch self {
        case .unavailable(let path, let reason):
            Phrase(
                en: "photos cannot be read: \(path) does not run (\(reason)); install it beside rollcall",
                vi: "không đọc được ảnh: không chạy được \(path) (\(reason)); hãy cài tệp này cạnh rollcall")
        case .tookTooLong: PictureFailure.tookTooLong.phrase
        case .ended: PictureFailure.endedReader.phrase
        }
    }

    var blame: Blame {
        if case .unavailable = self { return .machine }
        return .request
    }
}
