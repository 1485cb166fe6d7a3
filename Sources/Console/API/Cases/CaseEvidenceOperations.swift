import Access
import Attendance
import AttendanceHub
import Foundation
import HTTPTypes
import Hummingbird
import SADP
import Serials
import Store
import UnbindingCases
import UnbindingDesk
import Wire

/// What a program puts into a case, and takes out of it.
extension Console {
    var caseEvidenceOperations: [Operation] {
        [
            Operation(
                .post, "/cases/{number}/photos", .casesFile, "addCasePhoto",
                "Add a photo; the answer says what was read on it. The same file again gives the same photo",
                body: .photoFile, reply: .json(.created, .casePhoto), bodyLimit: 34 << 20
            ) { call in
                let found = try await call.visit.programsCase()
                try call.visit.boundUploads()
                let photo = try Call.photo(call.body)
                let added = try await call.visit.console.desk.addOnce(
                    photo.bytes, named: photo.name, to: found, by: call.visit.principal.actor)
                return .json(added.json(for: found.serial, call.language), status: .created)
            },
            Operation(
                .get, "/cases/{number}/photos/{id}", access: Console.caseReaders, "showCasePhoto",
                "What a photo shows, its verification code covered", reply: .file(["image/jpeg"])
            ) { call in
                let found = try await call.visit.programsCase()
                guard let id = Int64(call.visit.parameter("id")),
                    let bytes = try await call.visit.store.evidence.picture(id, of: found)
                else { throw EvidenceFailure.unknown(call.visit.parameter("id")) }
                return call.file(bytes, "image/jpeg", "\(found.number)-\(id).jpg")
            },
            Operation(
                .delete, "/cases/{number}/photos/{id}", .casesFile, "removeCasePhoto",
                "Take a photo back: out of a draft it is gone, in a filed case it is struck out", reply: .none
            ) { call in
                let found = try await call.visit.programsCase()
                let id = call.visit.parameter("id")
                guard
                    let photo = try await call.visit.store.evidence.all(of: found).first(where: { String($0.id) == id })
                else { throw EvidenceFailure.unknown(id) }
                try await call.visit.store.evidence.remove(
                    photo, from: found, act: call.visit.act)
                return .nothing
            },
            Operation(
                .put, "/cases/{number}/key", .casesFile, "giveCaseKey",
                "Give the device's key string: its text, or a photo of the QR code that SADP shows",
                body: .either(
                    .object([.init("key", .string(minimum: 1, maximum: 4096))]), .object([.init("photo", .photoFile)])),
                reply: .json(
                    .ok, .object([.init("serial", .nullable(.string())), .init("fits", .nullable(.boolean))])),
                bodyLimit: 34 << 20
            ) { call in
                let found = try await call.visit.programsCase()
                let key: KeyString
                if let photo = call.body["photo"] {
                    try call.visit.boundUploads()
                    let file = try Call.photo(photo)
                    key = try await call.visit.console.desk.key(
                        on: file.bytes, named: file.name, by: call.visit.principal.actor)
                } else {
                    key = try Call.key(call.body["key"]?.text ?? "")
                }
                try await call.visit.store.cases.give(
                    key, to: found, act: call.visit.act)
                return .json([
                    "serial": JSONValue(key.serial?.text),
                    "fits": key.serial.map { .bool($0 == found.serial) } ?? .null,
                ])
            },
            Operation(
                .get, "/cases/{number}/dossier", access: Console.caseReaders, "showDossier",
                "The case as a ZIP: facts, covered photos, log, and the hashes of all of it",
                reply: .file(["application/zip"])
            ) { call in
                let found = try await call.visit.programsCase()
                let bytes = try await call.visit.console.desk.dossier(
                    of: found, namingAll: call.visit.principal.companyID == nil && call.visit.may(.casesRead))
                return call.file(bytes, "application/zip", "\(found.number).zip")
            },
        ]
    }
}

extension Call {
    fileprivate func file(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "private, no-store",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
