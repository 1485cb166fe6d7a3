import Access
import Attendance
import AttendanceHub
import Hummingbird
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// What a program puts into a case, and takes out of it.
struct CaseEvidenceOperations: Sendable {
    let desk: Desk
    let cases: CaseRepository
    let uploads: UploadLimit

    var operations: [Operation] {
        [
            Operation(
                .post, "/cases/{number}/photos", .casesFile, "addCasePhoto",
                "Add a photo; the answer says what was read on it. The same file again gives the same photo",
                body: .photoFile, reply: .json(.created, .casePhoto), bodyLimit: UploadLimit.photoInJSON, addPhoto),
            Operation(
                .get, "/cases/{number}/photos/{id}", access: CaseOperations.readers, "showCasePhoto",
                "What a photo shows, its verification code covered", reply: .file(["image/jpeg"]), showPhoto),
            Operation(
                .delete, "/cases/{number}/photos/{id}", .casesFile, "removeCasePhoto",
                "Take a photo back: out of a draft it is gone, in a filed case it is struck out", reply: .none,
                removePhoto),
            Operation(
                .put, "/cases/{number}/key", .casesFile, "giveCaseKey",
                "Give the device's key string: its text, or a photo of the QR code that SADP shows",
                body: .either(
                    .object([.init("key", .string(minimum: 1, maximum: 4096))]), .object([.init("photo", .photoFile)])),
                reply: .json(
                    .ok, .object([.init("serial", .nullable(.string())), .init("fits", .nullable(.boolean))])),
                bodyLimit: UploadLimit.photoInJSON, giveKey),
            Operation(
                .get, "/cases/{number}/dossier", access: CaseOperations.readers, "showDossier",
                "The case as a ZIP: facts, covered photos, log, and the hashes of all of it",
                reply: .file(["application/zip"]), dossier),
        ]
    }

    private func seen(_ call: Call) async throws -> UnbindingCase {
        try await desk.find(call.visit.parameter("number"), shownTo: call.visit.caseRights)
    }

    private func own(_ call: Call) async throws -> UnbindingCase {
        try await desk.find(call.visit.parameter("number"), changedBy: call.visit.caseRights)
    }

    @Sendable private func addPhoto(_ call: Call) async throws -> Response {
        let found = try await own(call)
        try uploads.take(by: call.visit.principal)
        let photo = try Call.photo(call.body)
        let added = try await desk.addOnce(
            photo.bytes, named: photo.name, to: found, by: call.visit.principal.actor)
        return .json(added.json(for: found.serial, call.language), status: .created)
    }

    @Sendable private func showPhoto(_ call: Call) async throws -> Response {
        let (found, id) = (try await seen(call), call.visit.parameter("id"))
        return .file(try await desk.picture(id, of: found), "image/jpeg", named: "\(found.number)-\(id).jpg")
    }

    @Sendable private func removePhoto(_ call: Call) async throws -> Response {
        try await desk.removePhoto(
            call.visit.parameter("id"), from: try await own(call), by: call.visit.principal.actor)
        return .nothing
    }

    @Sendable private func giveKey(_ call: Call) async throws -> Response {
        let found = try await own(call)
        let key: KeyString
        if let photo = call.body["photo"] {
            try uploads.take(by: call.visit.principal)
            let file = try Call.photo(photo)
            key = try await desk.key(on: file.bytes, named: file.name, by: call.visit.principal.actor)
        } else {
            key = try Call.key(call.body["key"]?.text ?? "")
        }
        try await cases.give(key, to: found, act: call.visit.act)
        return .json([
            "serial": JSONValue(key.serial?.text), "fits": key.serial.map { .bool($0 == found.serial) } ?? .null,
        ])
    }

    @Sendable private func dossier(_ call: Call) async throws -> Response {
        let found = try await seen(call)
        let bytes = try await desk.dossier(of: found, namingAll: call.visit.caseRights.namesAll)
        return .file(bytes, "application/zip", named: "\(found.number).zip")
    }
}
