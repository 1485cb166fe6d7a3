import ArgumentParser
import Attendance
import AttendanceHub
import HRKit
import Store
import Wire

struct TraceCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "One punch from the vendor's bytes to the HR clients' receipts.")

    @Argument(help: "The punch's id, from rollcall punches.") var punch: Int64
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let trace = try await session.store.punches.trace(punch)
        if session.json { return Terminal.print(trace.json(session.language)) }
        let punch = trace.punch
        session.say(
            Phrase(
                en: "Punch \(punch.id): \(punch.personName) (\(punch.code)) at \(punch.atText), \(punch.device)",
                vi: "Bản ghi \(punch.id): \(punch.personName) (\(punch.code)) lúc \(punch.atText), \(punch.device)"))
        let raw = TextTable.printable(String(decoding: trace.raw, as: UTF8.self).replacing("\t", with: "⇥"))
        let key = TextTable.printable(punch.sourceKey.replacing("\t", with: "⇥"))
        session.say(Phrase(en: "1. Vendor's record: ", vi: "1. Bản ghi của hãng: ") + Phrase(verbatim: raw))
        let stored =
            trace.run.map { session.text($0.startedAt) }.map {
                Phrase(
                    en: "2. Stored by the sync of \($0), key \(key)", vi: "2. Lưu trong lần đồng bộ \($0), khóa \(key)")
            } ?? Phrase(en: "2. Sent by the device itself, key \(key)", vi: "2. Thiết bị tự gửi, khóa \(key)")
        session.say(stored)
        for correction in trace.corrections {
            session.say(
                Phrase(
                    en:
                        "   Code corrected at \(session.text(correction.at)): “\(correction.oldCode)” → “\(correction.newCode)”",
                    vi:
                        "   Sửa mã lúc \(session.text(correction.at)): “\(correction.oldCode)” → “\(correction.newCode)”"
                ))
        }
        session.say(
            Phrase(
                en: "3. Deliveries (record id \(punch.recordID)):", vi: "3. Gửi lên HRM (mã bản ghi \(punch.recordID)):"
            )
        )
        if trace.deliveries.isEmpty {
            session.say(
                Phrase(
                    en: "   No HR client is attached to the device: the punch is kept here and goes nowhere.",
                    vi: "   Thiết bị chưa gắn HRM client: bản ghi được giữ tại đây và không gửi đi đâu."))
        }
        for delivery in trace.deliveries {
            var reason = delivery.reason.map { " – \($0[session.language])" } ?? ""
            if let since = delivery.failingSince {
                let words = Phrase(
                    en: "; HR has taken nothing since \(session.text(since))",
                    vi: "; HRM ngừng nhận từ \(session.text(since))")
                reason += words[session.language]
            }
            if let next = delivery.nextTryAt {
                reason += Phrase(en: "; next try ", vi: "; thử lại lúc ")[session.language] + session.text(next)
            }
            Terminal.print(
                "   \(delivery.hrClient): \(delivery.state.label[session.language]) \(session.text(delivery.at)) (\(delivery.attempts))\(reason)"
            )
        }
    }
}
