import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import Labels
import Serials
import Store
import UnbindingCases
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
                        throw EvidenceFailure.unknown(visit.parameter("id"))
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

extension Visit {
    fileprivate func addPhoto() async throws -> Response {
        try await inOwnCase(at: "#photos") { found in
            try boundUploads()
            guard let photo = form.files["photo"], !photo.bytes.isEmpty else {
                throw RequestFailure(en: "choose a photo first", vi: "hãy chọn ảnh trước")
            }
            let added = try await console.desk.add(
                photo.bytes, named: photo.name, to: found, by: principal.actor)
            let (tone, text) = CasePhoto.verdict(added, of: found.serial, for: reader)
            return tone == "good" ? .good(text) : tone == "warn" ? .warn(text) : .bad(text)
        }
    }

    fileprivate func photo() async throws -> Response {
        let found = try await unbindingCase()
        guard let id = Int64(parameter("id")), let bytes = try await store.evidence.picture(id, of: found) else {
            throw EvidenceFailure.unknown(parameter("id"))
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "image/jpeg", .cacheControl: "private, no-store",
                .contentDisposition: "inline; filename=\"\(found.number)-\(id).jpg\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

}
