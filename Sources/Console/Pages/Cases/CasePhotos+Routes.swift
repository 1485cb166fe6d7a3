import Access
import Attendance
import HTTPTypes
import Hummingbird
import UnbindingCases
import UnbindingDesk
import Wire

/// The photos of a case: taken in with what was read on them said at once, shown to its parties alone.
struct CasePhotoPages: Pages {
    let desk: Desk
    let uploads: UploadLimit

    var routes: [Route] {
        [
            Route(.post, "/cases/{number}/photos", .permission(.casesFile), bodyLimit: UploadLimit.photo, add),
            Route(.get, "/cases/{number}/photos/{id}", .signedIn, show),
            Route(.post, "/cases/{number}/photos/{id}/remove", .permission(.casesFile), remove),
        ]
    }

    @Sendable private func add(_ visit: Visit) async throws -> Response {
        let found = try await desk.find(visit.parameter("number"), changedBy: visit.caseRights)
        return try await visit.onCase(found, at: "#photos") {
            try uploads.take(by: visit.principal)
            let photo = try visit.photo()
            let added = try await desk.add(photo.bytes, named: photo.name, to: found, by: visit.principal.actor)
            let (tone, text) = CasePhoto.verdict(added, of: found.serial, for: visit.reader)
            return tone == "good" ? .good(text) : tone == "warn" ? .warn(text) : .bad(text)
        }
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        let found = try await desk.find(visit.parameter("number"), shownTo: visit.caseRights)
        let bytes = try await desk.picture(visit.parameter("id"), of: found)
        return .file(bytes, "image/jpeg", named: "\(found.number)-\(visit.parameter("id")).jpg", isShown: true)
    }

    @Sendable private func remove(_ visit: Visit) async throws -> Response {
        let found = try await desk.find(visit.parameter("number"), changedBy: visit.caseRights)
        return try await visit.onCase(found, at: "#photos") {
            try await desk.removePhoto(visit.parameter("id"), from: found, by: visit.principal.actor)
            return found.filedAt == nil
                ? .good(visit.say("The photo is taken back.", "Đã bỏ ảnh."))
                : .good(
                    visit.say(
                        "The photo is struck out: it proves nothing any more, and the desk still sees it.",
                        "Đã gạch bỏ ảnh: ảnh không còn dùng để chứng minh, người duyệt vẫn xem được."))
        }
    }
}
