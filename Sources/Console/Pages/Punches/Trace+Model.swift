import Access
import Attendance
import AttendanceHub
import HRKit

/// Where one punch is: the vendor's record, what is stored of it, and each delivery.
struct TracePage: PageModel {
    static let template = "trace"
    static let livePart: String? = "trace-part"

    struct Step: Sendable {
        let tone: String
        let hr: String
        /// Of the HR client's page; nil where whoever reads may not see it, or it was removed.
        let address: String?
        let state: String
        let detail: String
        let reason: String?
    }

    let name: String
    let code: String
    let at: String
    let device: String
    let sourceDevice: String?
    let recordID: String
    let kind: String
    let identity: String
    let sourceKey: String
    let raw: String
    let stored: String
    let corrections: [String]
    let deliveries: [Step]
}

extension TracePage {
    /// - Parameters:
    ///   - mapped: under which code each HR client knows the person now, by the client's name.
    ///   - clients: ids of HR clients by their names.
    ///   - zone: of the program.
    init(_ trace: PunchTrace, mapped: [String: String], clients: [String: Int64], in zone: Zone, for reader: Reader) {
        let punch = trace.punch
        name = punch.personName
        code = punch.code.isEmpty ? "–" : punch.code
        at = "\(punch.local.timeText) \(Texts.date(punch.local.date)) (\(punch.atText))"
        device = punch.device
        sourceDevice = punch.sourceDevice.isEmpty ? nil : punch.sourceDevice
        recordID = punch.recordID
        kind = punch.kind
        identity = punch.identity
        sourceKey = punch.sourceKey
        raw = String(decoding: trace.raw, as: UTF8.self)
        stored =
            trace.run.map { run in
                reader.say(
                    "By the sync of \(Texts.time(run.startedAt, in: zone)).",
                    "Từ lần đồng bộ lúc \(Texts.time(run.startedAt, in: zone)).")
            } ?? reader.say("By a webhook.", "Từ webhook.")
        corrections = trace.corrections.map {
            reader.say(
                "The employee code was corrected at \(Texts.time($0.at, in: zone)): “\($0.oldCode)” → “\($0.newCode)”.",
                "Mã chấm công được sửa lúc \(Texts.time($0.at, in: zone)): “\($0.oldCode)” → “\($0.newCode)”.")
        }
        deliveries = trace.deliveries.map { delivery in
            // What HR has, it has under the code of then.
            let hrCode = delivery.state == .delivered ? delivery.hrCode : mapped[delivery.hrClient]
            let client = reader.may(.hrRead) ? clients[delivery.hrClient] : nil
            return Step(delivery, at: client.map { "/hr/\($0)" }, hrCode: hrCode, in: zone, reader)
        }
    }
}

extension TracePage.Step {
    fileprivate init(_ delivery: Delivery, at address: String?, hrCode: String?, in zone: Zone, _ reader: Reader) {
        let goes = hrCode.map { reader.say(" It goes under the code \($0).", " Được gửi với mã \($0).") }
        let tries = reader.say("tries: \(delivery.attempts)", "số lần thử: \(delivery.attempts)")
        let since = delivery.failingSince.map {
            reader.say(
                ", HR has taken nothing since \(Texts.time($0, in: zone))",
                ", HRM ngừng nhận từ \(Texts.time($0, in: zone))")
        }
        let due = delivery.nextTryAt.map {
            reader.say(
                ", next try \(Texts.time($0, in: zone))", ", thử lại lúc \(Texts.time($0, in: zone))")
        }
        tone = Texts.tone(delivery.state)
        hr = delivery.hrClient
        self.address = address
        state = delivery.state.label[reader.language]
        detail = "\(Texts.time(delivery.at, in: zone)) · \(tries)\(since ?? "")\(due ?? "").\(goes ?? "")"
        reason = delivery.reason?[reader.language]
    }
}
