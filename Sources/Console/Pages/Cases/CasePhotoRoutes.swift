import Access
import Attendance
import Casework
import HTTPTypes
import Hub
import Hummingbird
import Labels
import Serials
import Store
import UnbindingDesk
import Wire

/// The photos of a case: taken in with what was read on them said at once, shown to its parties alone.
extension Console {
    var casePhotoRoutes: [Route] {
        [
            Route(.post, "/cases/{number}/photos", .permission(.casesFile), bodyLimit: Console.photoLimit) {
                try await $0.addPhoto()
            },
            Route(.get, "/cases/{number}/photos/{id}", .signedIn) { try await $0.photo() },
            Route(.post, "/cases/{number}/photos/{id}/remove", .permission(.casesFile)) { visit in
                try await visit.inOwnCase(at: "#photos") { found in
                    let evidence = try await visit.store.evidence.all(of: found)
                    guard let photo = evidence.first(where: { String($0.id) == visit.parameter("id") }) else {
                        throw StoreError.noSuch(.evidence, visit.parameter("id"))
                    }
                    try await visit.store.evidence.remove(
                        photo, from: found, act: visit.act)
                    return found.filedAt == nil
                        ? .good(visit.say("The photo is taken back.", "Đã bỏ ảnh."))
                        : .good(
                            visit.say(
                                "The photo is struck out: it proves nothing any more, and the desk still sees it.",
                                "Đã gạch bỏ ảnh: ảnh không còn là bằng chứng, người duyệt vẫn xem được."))
                }
            },
        ]
    }
}

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

extension Visit {
    fileprivate func addPhoto() async throws -> Response {
        try await inOwnCase(at: "#photos") { found in
            try boundUploads()
            guard let photo = form.files["photo"], !photo.bytes.isEmpty else {
                throw RequestFailure(en: "choose a photo first", vi: "hãy chọn ảnh trước")
            }
            let added = try await console.casework.add(
                photo.bytes, named: photo.name, to: found, by: principal.actor)
            let (tone, text) = verdict(added, for: found.serial)
            return tone == "good" ? .good(text) : tone == "warn" ? .warn(text) : .bad(text)
        }
    }

    fileprivate func photo() async throws -> Response {
        let found = try await unbindingCase()
        guard let id = Int64(parameter("id")), let bytes = try await store.evidence.picture(id, of: found) else {
            throw StoreError.noSuch(.evidence, parameter("id"))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/jpeg", .cacheControl: "private, no-store",
                .contentDisposition: "inline; filename=\"\(found.number)-\(id).jpg\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    func photos(_ assessment: Assessment, of found: UnbindingCase, mayEdit: Bool, in zone: Zone) -> [CasePhoto] {
        (assessment.evidence + assessment.struckEvidence).map { photo in
            let (tone, text) = verdict(photo, for: found.serial)
            let reading = photo.reading
            var marks: [CasePhoto.Mark] = []
            for find in reading?.finds ?? [] {
                marks.append(
                    CasePhoto.Mark(
                        points: find.place.points,
                        tone: find.serial == nil ? "" : find.serial == found.serial ? "good" : "bad"))
            }
            for place in reading?.unreadCodes ?? [] { marks.append(CasePhoto.Mark(points: place.points, tone: "warn")) }
            let address = "/cases/\(found.number)/photos/\(photo.id)"
            return CasePhoto(
                address: address, fileName: photo.fileName, width: photo.width, height: photo.height,
                viewBox: "0 0 \(reading?.width ?? photo.width) \(reading?.height ?? photo.height)", marks: marks,
                tone: tone, verdict: text, isKept: photo.isKept,
                struck: photo.struck.map {
                    say(
                        "Struck out by \($0.by), \(Texts.time($0.at, in: zone)): it proves nothing any more.",
                        "\($0.by) đã gạch bỏ lúc \(Texts.time($0.at, in: zone)): không còn là bằng chứng.")
                }, removal: mayEdit && photo.struck == nil ? address + "/remove" : nil,
                removalWord: found.filedAt == nil
                    ? say("Take back", "Bỏ ảnh này") : say("Strike out", "Gạch bỏ ảnh này"),
                token: formToken)
        }
    }

    /// What a photo says about the case's serial, for whoever took it.
    private func verdict(_ photo: Evidence, for serial: ShortSerial) -> (tone: String, text: String) {
        guard let reading = photo.reading else { return ("bad", "") }
        let (result, phrase) = EvidenceRules.judge([reading.facts()], claimed: serial)
        let codes = reading.codeSerials
        let all = Set(reading.finds.compactMap(\.serial))
        if all.contains(serial), all.count > 1 {
            let others = all.subtracting([serial]).map(\.text).sorted().joined(separator: ", ")
            return (
                "warn",
                say(
                    "The photo shows \(serial), and \(others) too: a person will look. One device per photo is decided faster.",
                    "Ảnh có \(serial) và cả \(others): sẽ cần người xem. Mỗi ảnh một thiết bị sẽ được xử lý nhanh hơn.")
            )
        }
        if all == [serial], codes.isEmpty {
            return (
                "warn",
                say(
                    "The text reads like \(serial); no code proves it. A photo of the QR code is decided faster.",
                    "Chữ trên ảnh giống \(serial); chưa có mã xác nhận. Ảnh chụp mã QR sẽ được xử lý nhanh hơn.")
            )
        }
        if result == .fail, let other = codes.first {
            return (
                "bad",
                say(
                    "We read serial \(other) on your photo, the case is for \(serial).",
                    "Trên ảnh là số serial \(other), trường hợp này là của \(serial).")
            )
        }
        if all.isEmpty {
            return (
                "bad",
                say(
                    "No serial can be read: move closer, avoid glare, and hold the label straight.",
                    "Không đọc được số serial: hãy chụp gần hơn, tránh lóa sáng và giữ nhãn thẳng.")
            )
        }
        // The rule's own words: the reviewer sees the same.
        let text = phrase[language]
        return (result == .pass ? "good" : "warn", Texts.sentence(text))
    }
}

extension Quadrilateral {
    /// As SVG wants them.
    fileprivate var points: String { corners.map { "\($0.x),\($0.y)" }.joined(separator: " ") }
}
