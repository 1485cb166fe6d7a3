import ArgumentParser
import Attendance
import Store
import SyncEngine
import Wire

struct SyncCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch punches now, from named devices or from all.")

    @Argument(help: "Names or ids of devices.") var devices: [String] = []
    @Flag(help: "All enabled devices, each with its “sync all” window.") var all = false
    @OptionGroup var dates: DateOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard devices.isEmpty == all else { throw ValidationError("Name one or more devices, or give --all.") }
    }

    func run(_ session: Session) async throws {
        var chosen: [Device] = []
        if all {
            chosen = try await session.store.devices.all().filter(\.isEnabled)
        } else {
            for selector in devices { chosen.append(try await session.store.devices.find(selector)) }
        }
        let cause: RunCause = all ? .all : .device
        let request: SyncRequest =
            dates.from == nil && dates.to == nil
            ? .undated(cause) : .dated(from: dates.from, to: dates.to, cause: cause)
        let reports = await session.engine.sync(chosen, request, patience: .foreground) { note in
            let share = note.expected.map { "/\($0)" } ?? ""
            Console.progress("\(note.device): \(note.fetched)\(share)")
        }
        Console.endProgress()
        let undelivered = await deliver(session, reports)
        if session.json {
            Console.print(["runs": .array(reports.map { $0.json(session) })])
        } else {
            for report in reports where report.ok { session.say(report.line) }
        }
        for report in reports {
            if let error = report.error { Console.complain("\(report.device): \(error[session.language])") }
        }
        for report in undelivered {
            if let error = report.error {
                session.note(
                    Phrase(
                        en: "\(report.hrClient): \(report.waiting) punches wait: ",
                        vi: "\(report.hrClient): \(report.waiting) bản ghi đang chờ: ") + error)
            }
        }
        if reports.contains(where: { !$0.ok }) { throw ExitCode(1) }
    }

    /// Push after sync, where the setting asks for it.
    private func deliver(_ session: Session, _ reports: [SyncReport]) async -> [PassReport] {
        guard (try? await session.store.settings.current().pushAfterSync) ?? false else { return [] }
        let names = Set(reports.flatMap(\.hrClients))
        let clients = ((try? await session.store.hrClients.all()) ?? []).filter {
            names.contains($0.name) && $0.isEnabled
        }
        return await session.engine.deliver(to: clients, .due, patience: .foreground) { report in
            Console.progress("\(report.hrClient): \(report.delivered)")
        }.filter { $0.error != nil }
    }
}

extension SyncReport {
    var line: Phrase {
        let skippedCount = skipped.values.reduce(0, +)
        let reasons = skipped.sorted { $0.key < $1.key }.map { (SkipReason.phrase($0.key), $0.value) }
        let detail = { (language: Language) in
            skippedCount == 0 ? "" : " (" + reasons.map { "\($0[language]) \($1)" }.joined(separator: ", ") + ")"
        }
        return Phrase(
            en: "\(device): \(fetched) fetched, \(new) new, \(duplicates) known, \(skippedCount) skipped\(detail(.en))",
            vi: "\(device): đọc \(fetched), mới \(new), đã có \(duplicates), bỏ qua \(skippedCount)\(detail(.vi))")
    }

    func json(_ session: Session) -> JSONValue {
        [
            "device": .string(device), "from": JSONValue(window.map { session.zone.rfc3339($0.from) }),
            "to": JSONValue(window.map { session.zone.rfc3339($0.to) }), "fetched": JSONValue(fetched),
            "new": JSONValue(new), "duplicates": JSONValue(duplicates), "skipped": JSONValue(counts: skipped),
            "ok": .bool(ok), "busy": .bool(isBusy), "error": JSONValue(error?[session.language]),
            "durationMs": .integer(duration.wholeMilliseconds),
        ]
    }
}

/// The words of skip counts for a person; scripts get the words themselves.
enum SkipReason {
    private static let phrases: [String: Phrase] = [
        "stranger": Phrase(en: "strangers", vi: "người lạ"),
        "customer": Phrase(en: "customers", vi: "khách hàng"),
        "employee": Phrase(en: "employees", vi: "nhân viên"),
        "visitor": Phrase(en: "visitors", vi: "khách"),
        "status": Phrase(en: "status events", vi: "sự kiện trạng thái"),
        "invalidAccess": Phrase(en: "refused cards", vi: "thẻ bị từ chối"),
        "otherEvent": Phrase(en: "other events", vi: "sự kiện khác"),
        "otherType": Phrase(en: "other types", vi: "loại khác"),
        "otherPlace": Phrase(en: "of other places", vi: "của địa điểm khác"),
        "noStaffNumber": Phrase(en: "without a staff number", vi: "không có mã nhân viên"),
        "noTime": Phrase(en: "without a time", vi: "không có giờ"),
        "noIdentity": Phrase(en: "without an id", vi: "không có mã bản ghi"),
        "impossibleTime": Phrase(en: "with an impossible time", vi: "giờ không hợp lý"),
    ]

    static func phrase(_ word: String) -> Phrase { phrases[word] ?? Phrase(verbatim: word) }
}
