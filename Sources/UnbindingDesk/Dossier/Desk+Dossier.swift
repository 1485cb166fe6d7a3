import Attendance
import Sealing
import Store
import UnbindingCases
import Wire

extension Desk {
    /// One case as a ZIP to hand to the vendor: facts, photos with verification codes covered, log, and the hashes of
    /// all of it. No key string is in it.
    ///
    /// - Parameter namingAll: as of `assess`.
    public func dossier(of unbindingCase: UnbindingCase, namingAll: Bool = true) async throws -> [UInt8] {
        let assessment = try await assess(unbindingCase, namingAll: namingAll)
        let log = try await store.cases.log(of: unbindingCase)
        let deadline = try await store.cases.deadline(of: unbindingCase, now: now())
        var photos: [(name: String, bytes: [UInt8])] = []
        var listed: [(photo: Evidence, name: String?)] = []
        for (place, photo) in (assessment.evidence + assessment.struckEvidence).enumerated() {
            guard let bytes = try await store.evidence.picture(photo.id, of: unbindingCase) else {
                listed.append((photo, nil))
                continue
            }
            photos.append(("photos/photo-\(place + 1).jpg", bytes))
            listed.append((photo, photos.last?.name))
        }
        let report = DossierReport(
            unbindingCase: unbindingCase, assessment: assessment, log: log, deadline: deadline,
            photos: listed)
        var entries: [(name: String, bytes: [UInt8])] = [
            ("case.json", (report.json.bytes)), ("report.html", Array(report.html.utf8)),
            ("log.json", JSONValue.array(log.map(\.dossierJSON)).bytes),
            ("README.txt", Array(DossierReport.explanation(unbindingCase).utf8)),
        ]
        entries += photos
        let sums = entries.map { "\(Digest.hexadecimal(Digest.sha256($0.bytes)[...]))  \($0.name)\n" }.joined()
        entries.append(("SHA256SUMS", Array(sums.utf8)))
        return try ZipFile.bytes(of: entries, at: (log.last?.at ?? unbindingCase.createdAt).seconds)
    }
}

extension CaseLogEntry {
    fileprivate var dossierJSON: JSONValue {
        [
            "index": JSONValue(index), "milliseconds": .integer(at.milliseconds),
            "at": .string(Zone.vietnam.rfc3339(at)), "actor": .string(actor.name), "event": .string(event),
            "detail": .string(detail), "record": JSONValue(record), "hash": .string(hash),
            "seal": JSONValue(seal),
        ]
    }
}
