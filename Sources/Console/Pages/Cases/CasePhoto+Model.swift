import Access
import Attendance
import Labels
import Serials
import UnbindingCases
import UnbindingDesk

/// A photo with what was found on it marked.
struct CasePhoto: Sendable {
    struct Mark: Sendable {
        let points: String
        let tone: String
    }

    let address: String
    let fileName: String
    let width: Int
    let height: Int
    let viewBox: String
    let marks: [Mark]
    let tone: String
    let verdict: String
    let isKept: Bool
    /// Who struck it out, and when; nil while it stands.
    let struck: String?
    let removal: String?
    let removalWord: String
    let token: String
}

extension CasePhoto {
    /// The photos of a case, those that were struck out last.
    ///
    /// - Parameters:
    ///   - mayEdit: they may be taken back or struck out.
    ///   - zone: of the program.
    static func all(
        _ assessment: Assessment, of found: UnbindingCase, mayEdit: Bool, in zone: Zone, for reader: Reader
    ) -> [CasePhoto] {
        (assessment.evidence + assessment.struckEvidence).map { photo in
            let (tone, text) = verdict(photo, of: found.serial, for: reader)
            let reading = photo.reading
            var marks: [Mark] = []
            for find in reading?.finds ?? [] {
                marks.append(
                    Mark(
                        points: find.place.points,
                        tone: find.serial == nil ? "" : find.serial == found.serial ? "good" : "bad"))
            }
            for place in reading?.unreadCodes ?? [] { marks.append(Mark(points: place.points, tone: "warn")) }
            let address = "/cases/\(found.number)/photos/\(photo.id)"
            return CasePhoto(
                address: address, fileName: photo.fileName, width: photo.width, height: photo.height,
                viewBox: "0 0 \(reading?.width ?? photo.width) \(reading?.height ?? photo.height)", marks: marks,
                tone: tone, verdict: text, isKept: photo.isKept,
                struck: photo.struck.map {
                    reader.say(
                        "Struck out by \($0.by), \(Texts.time($0.at, in: zone)): it proves nothing any more.",
                        "\($0.by) đã gạch bỏ lúc \(Texts.time($0.at, in: zone)): không còn dùng để chứng minh.")
                }, removal: mayEdit && photo.struck == nil ? address + "/remove" : nil,
                removalWord: found.filedAt == nil
                    ? reader.say("Take back", "Bỏ ảnh này") : reader.say("Strike out", "Gạch bỏ ảnh này"),
                token: reader.formToken)
        }
    }

    /// What a photo says about the case's serial, for whoever took it.
    static func verdict(_ photo: Evidence, of serial: ShortSerial, for reader: Reader) -> (tone: String, text: String) {
        guard let reading = photo.reading else { return ("bad", "") }
        switch PhotoVerdict(reading.facts(), claimed: serial) {
        case .several(let serials):
            let others = serials.map(\.text).joined(separator: ", ")
            return (
                "warn",
                reader.say(
                    "The photo shows \(serial), and \(others) too: a person will look. One device per photo is decided faster.",
                    "Ảnh có \(serial) và cả \(others): sẽ cần người xem. Mỗi ảnh một thiết bị sẽ được xử lý nhanh hơn.")
            )
        case .lettersAlone:
            return (
                "warn",
                reader.say(
                    "The text reads like \(serial); no code proves it. A photo of the QR code is decided faster.",
                    "Chữ trên ảnh giống \(serial); chưa có mã xác nhận. Ảnh chụp mã QR sẽ được xử lý nhanh hơn.")
            )
        case .another(let other):
            return (
                "bad",
                reader.say(
                    "We read serial \(other) on your photo, the case is for \(serial).",
                    "Trên ảnh là số seri \(other), yêu cầu này là của \(serial).")
            )
        case .unreadable:
            return (
                "bad",
                reader.say(
                    "No serial can be read: move closer, avoid glare, and hold the label straight.",
                    "Không đọc được số seri: hãy chụp gần hơn, tránh lóa sáng và giữ nhãn thẳng.")
            )
        case .judged(let result, let phrase):
            return (result == .pass ? "good" : "warn", Texts.sentence(phrase[reader.language]))
        }
    }
}

extension Quadrilateral {
    /// As SVG wants them.
    fileprivate var points: String { corners.map { "\($0.x),\($0.y)" }.joined(separator: " ") }
}
