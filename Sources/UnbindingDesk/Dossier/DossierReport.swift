import Attendance
import SADP
import Serials
import Store
import UnbindingCases
import Wire
import WorkingTime

/// What a dossier says, for people and for programs.
struct DossierReport {
    let unbindingCase: UnbindingCase
    let assessment: Assessment
    let log: [CaseLogEntry]
    let deadline: Deadline?
    /// With the names of the pictures beside it; none where a photo's time was over.
    let photos: [(photo: Evidence, name: String?)]

    /// For programs, and where the log's hashes are checked by hand.
    private func time(_ instant: Instant?) -> String { instant.map(Zone.vietnam.rfc3339) ?? "" }

    /// For people.
    private func written(_ instant: Instant?) -> String {
        instant.map { Zone.vietnam.written($0, namesZone: true) } ?? ""
    }

    private func facts(_ time: (Instant?) -> String) -> [(name: Phrase, value: String)] {
        let found = unbindingCase
        return [
            (Phrase(en: "Case", vi: "Yêu cầu"), found.number),
            (Phrase(en: "State", vi: "Trạng thái"), "\(found.state.label.vi) / \(found.state.label.en)"),
            (Phrase(en: "Outcome", vi: "Kết quả"), outcome.map { "\($0.vi) / \($0.en)" } ?? ""),
            (Phrase(en: "Reviewer's words", vi: "Ý kiến người duyệt"), found.reason ?? ""),
            (Phrase(en: "Short serial", vi: "Số seri ngắn"), found.serial.text),
            (Phrase(en: "Full serial", vi: "Số seri đầy đủ"), found.fullSerial),
            (Phrase(verbatim: "Model"), found.model),
            (Phrase(verbatim: "MAC"), found.mac?.announced ?? ""),
            (Phrase(en: "Installer", vi: "Người gửi"), found.installer),
            (Phrase(en: "Company", vi: "Công ty"), assessment.company.map { "\($0.name), \($0.taxCode)" } ?? ""),
            (Phrase(en: "Consent, version", vi: "Đồng ý chịu trách nhiệm, phiên bản"), found.consentVersion ?? ""),
            (
                Phrase(en: "Consent, text", vi: "Đồng ý chịu trách nhiệm, nội dung"),
                found.consentText?.bothLanguages ?? ""
            ),
            (Phrase(en: "Filed", vi: "Gửi lúc"), time(found.filedAt)),
            (Phrase(en: "Due", vi: "Hạn xử lý"), time(found.dueAt)),
            (Phrase(en: "Decided", vi: "Quyết định lúc"), time(found.decidedAt)),
            (
                Phrase(en: "Authority", vi: "Cách thực hiện"),
                found.authority.map { "\($0.label.vi) / \($0.label.en)" } ?? ""
            ),
            (Phrase(en: "Reference", vi: "Mã tham chiếu"), found.reference ?? ""),
            (
                Phrase(en: "Key string", vi: "Chuỗi ký tự"),
                assessment.key == nil ? "" : assessment.key?.serial.map { "✓ \($0)" } ?? "✓"
            ),
        ].filter { !$0.1.isEmpty }
    }

    private var outcome: Phrase? {
        unbindingCase.state == .unbound ? CaseNotice.done : unbindingCase.reasonCode?.sentence
    }

    var json: JSONValue {
        let photoList = photos.map { photo, name -> JSONValue in
            [
                "file": JSONValue(name), "originalSHA256": .string(photo.digest), "findings": photo.findings,
                "addedBy": .string(photo.addedBy), "addedAt": .string(time(photo.addedAt)),
                "struckBy": JSONValue(photo.struck?.by),
                "struckAt": JSONValue(photo.struck.map { time($0.at) }),
            ]
        }
        let checks = assessment.verdict.checks.map { check -> JSONValue in
            [
                "name": .string(check.name.rawValue), "result": .string(check.result.rawValue),
                "en": .string(check.detail.en), "vi": .string(check.detail.vi),
            ]
        }
        return [
            "number": .string(unbindingCase.number), "state": .string(unbindingCase.state.rawValue),
            "reasonCode": JSONValue(unbindingCase.reasonCode?.rawValue), "serial": .string(unbindingCase.serial.text),
            "facts": .object(facts(time).map { JSONValue.Member($0.name.en, .string($0.value)) }),
            "checks": .array(checks),
            "photos": .array(photoList), "logHead": .string(unbindingCase.logHead.hash),
            "logEntries": JSONValue(unbindingCase.logHead.count),
        ]
    }

    var html: String {
        var page = """
            <!doctype html><html lang="vi"><meta charset="utf-8"><title>\(escaped(unbindingCase.number))</title>
            <style>body{font:15px/1.5 sans-serif;max-width:900px;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}img{max-width:100%}code{font-size:.8em;overflow-wrap:anywhere}</style>
            <h1>\(escaped(unbindingCase.number)): \(escaped(unbindingCase.serial.text))</h1><table>
            """
        for fact in facts(written) { page += row(["\(fact.name.vi) / \(fact.name.en)", fact.value]) }
        page += "</table><h2>Kiểm tra / Checks</h2><table>"
        for check in assessment.verdict.checks {
            page += row([check.name.rawValue, check.result.rawValue, "\(check.detail.vi) / \(check.detail.en)"])
        }
        page += "</table><h2>Ảnh / Photos</h2>"
        for (photo, name) in photos {
            page += "<figure>"
            if let name { page += "<img src=\"\(escaped(name))\" alt=\"\(escaped(name))\">" }
            page += "<figcaption>SHA-256 <code>\(escaped(photo.digest))</code>"
            if let struck = photo.struck {
                page += "<br>Đã gạch bỏ / struck out: \(escaped(struck.by)), \(written(struck.at))"
            }
            page += "</figcaption></figure>"
        }
        if let deadline {
            page += "<h2>Hạn xử lý / Deadline</h2><table>"
            for step in deadline.steps {
                page += row([written(step.from), written(step.to), "\(step.kind.label.vi) / \(step.kind.label.en)"])
            }
            page += "</table>"
        }
        page += "<h2>Nhật ký / Log</h2><table>"
        for entry in log { page += row([time(entry.at), entry.actor.name, entry.event, entry.detail, entry.hash]) }
        return page + "</table></html>\n"
    }

    private func row(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>\n"
    }

    private func escaped(_ text: String) -> String {
        Escaping.html(text)
    }

    /// How somebody else verifies it, in words that need no other document.
    static func explanation(_ unbindingCase: UnbindingCase) -> String {
        """
        Hồ sơ yêu cầu \(unbindingCase.number) / Dossier of case \(unbindingCase.number)

        Kiểm tra tệp / Verify the files:  sha256sum -c SHA256SUMS

        Nhật ký là chuỗi băm / The log is a hash chain:
        Each hash in log.json is SHA-256 over these parts, each written as LENGTH:TEXT and a line feed (length in UTF-8
        bytes): the previous hash, index, milliseconds, actor, event, detail, and record where there is one. The first one
        follows the hash of the parts "rollcall case log 1" and the case's number. The last hash is logHead in case.json.
        record is SHA-256 over what the case was after the step; seal proves to the server's operator that the server wrote
        the entry. To see later that nothing was rewritten: rollcall unbind verify-log \(unbindingCase.number) --noted case.json

        Mã xác thực trên ảnh đã được che / Verification codes on the photos are covered.

        """
    }
}

extension Deadline.Step.Kind {
    /// Why this stretch counts, or does not.
    public var label: Phrase {
        switch self {
        case .counts: Phrase(en: "working time, counts", vi: "giờ làm việc, tính vào hạn")
        case .closed: Phrase(en: "outside working hours", vi: "ngoài giờ làm việc")
        case .holiday(let day):
            Phrase(
                en: "holiday: \(day.name.en)" + (day.isConfirmed ? "" : " (expected)"),
                vi: "ngày nghỉ: \(day.name.vi)" + (day.isConfirmed ? "" : " (dự kiến)"))
        case .free: Phrase(en: "day off", vi: "ngày nghỉ hằng tuần")
        case .paused:
            Phrase(en: "waiting for the installer, the clock stands still", vi: "chờ người gửi bổ sung, dừng tính giờ")
        }
    }
}
