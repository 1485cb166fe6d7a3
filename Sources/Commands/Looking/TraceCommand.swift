import ArgumentParser
import Attendance
import Store
import Wire

struct TraceCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "One punch from the vendor's bytes to the HR clients' receipts.")

    @Argument(help: "The punch's id, from rollcall punches.") var punch: Int64
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let trace = try await session.store.punches.trace(punch)
        if session.json { return Console.print(trace.json(session)) }
        let punch = trace.punch
        session.say(
            Phrase(
                en: "Punch \(punch.id): \(punch.personName) (\(punch.code)) at \(punch.atText), \(punch.device)",
                vi: "Bản ghi \(punch.id): \(punch.personName) (\(punch.code)) lúc \(punch.atText), \(punch.device)"))
        let raw = TextTable.printable(String(decoding: trace.raw, as: UTF8.self))
        session.say(Phrase(en: "1. Vendor's record: ", vi: "1. Bản ghi của hãng: ") + Phrase(verbatim: raw))
        let stored = trace.run.map { session.text($0.startedAt) } ?? "–"
        session.say(
            Phrase(
                en: "2. Stored by the sync of \(stored), key \(punch.sourceKey)",
                vi: "2. Lưu trong lần đồng bộ \(stored), khóa \(punch.sourceKey)"))
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
            Phrase(en: "3. Deliveries (record id \(punch.recordID)):", vi: "3. Lần đẩy (mã bản ghi \(punch.recordID)):")
        )
        for delivery in trace.deliveries {
            let reason = delivery.reason.map { " – \($0[session.language])" } ?? ""
            Console.print(
                "   \(delivery.hrClient): \(delivery.state.label[session.language]) \(session.text(delivery.at)) (\(delivery.attempts))\(reason)"
            )
        }
    }
}

extension PunchTrace {
    func json(_ session: Session) -> JSONValue {
        let rawText = String(decoding: raw, as: UTF8.self)
        let run: JSONValue =
            run.map { run in
                [
                    "id": .integer(run.id), "startedAt": .string(session.zone.rfc3339(run.startedAt)),
                    "from": JSONValue(run.window.map { session.zone.rfc3339($0.from) }),
                    "to": JSONValue(run.window.map { session.zone.rfc3339($0.to) }),
                ]
            } ?? .null
        return PunchWithDeliveries(punch: punch, deliveries: deliveries).json(session.language)
            .adding("kind", .string(punch.kind))
            .adding("sourceIdentity", .string(punch.identity))
            .adding("sourceKey", .string(punch.sourceKey))
            .adding("vendorRecord", (try? JSONValue(parsing: raw)) ?? .string(rawText))
            .adding("vendorRecordText", .string(rawText))
            .adding("run", run)
            .adding(
                "corrections",
                .array(
                    corrections.map {
                        [
                            "at": .string(session.zone.rfc3339($0.at)), "oldCode": .string($0.oldCode),
                            "newCode": .string($0.newCode),
                        ]
                    }))
    }
}
