import ArgumentParser
import Attendance
import Store
import Wire

struct StatusCommand: StoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Is everything here, and where is what is not? All time, or the given dates.")

    @OptionGroup var dates: DateOptions
    @OptionGroup var common: CommonOptions

    func run(_ session: Session) async throws {
        let bounds = dates.bounds(in: session.zone)
        let status = try await session.store.status.status(from: bounds.from, to: bounds.to)
        if session.json { return Console.print(status.json(session, bounds)) }
        let total = status.total
        session.say(
            Phrase(
                en:
                    "\(total.pulled) punches pulled; deliveries: \(total.delivered) delivered, \(total.waiting) waiting, \(total.parked) parked, \(total.rejected) rejected",
                vi:
                    "\(total.pulled) bản ghi đã đọc; lần đẩy: \(total.delivered) đã gửi, \(total.waiting) đang chờ, \(total.parked) tạm giữ, \(total.rejected) bị từ chối"
            ))
        if total.undecoded > 0 {
            session.say(
                Phrase(
                    en:
                        "\(total.undecoded) records could not be decoded; they are kept as they came (see the skip counts of sync)",
                    vi:
                        "\(total.undecoded) bản ghi không giải mã được; vẫn được giữ nguyên dạng (xem số đếm bỏ qua khi đồng bộ)"
                ))
        }
        var table = TextTable(
            session.language == .vi
                ? ["", "ĐÃ ĐỌC", "ĐÃ GỬI", "ĐANG CHỜ", "TẠM GIỮ", "BỊ TỪ CHỐI", "ĐẦY ĐỦ ĐẾN"]
                : ["", "PULLED", "DELIVERED", "WAITING", "PARKED", "REJECTED", "COMPLETE/DELIVERED UP TO"])
        for line in status.devices + status.hrClients {
            let counts = line.counts
            table.append(
                [line.name]
                    + [counts.pulled, counts.delivered, counts.waiting, counts.parked, counts.rejected].map {
                        String($0)
                    }
                    + [session.text(line.upTo)])
        }
        Console.print(table.text)
        for line in status.devices + status.hrClients {
            if let attention = line.attention { Console.print("\n\(line.name): \(attention[session.language])") }
        }
    }
}

extension Status {
    func json(_ session: Session, _ bounds: (from: Instant?, to: Instant?)) -> JSONValue {
        [
            "from": JSONValue(bounds.from.map(session.zone.rfc3339)),
            "to": JSONValue(bounds.to.map(session.zone.rfc3339)),
            "pulled": JSONValue(total.pulled), "delivered": JSONValue(total.delivered),
            "waiting": JSONValue(total.waiting), "parked": JSONValue(total.parked),
            "rejected": JSONValue(total.rejected), "undecoded": JSONValue(total.undecoded),
            "devices": .array(devices.map { $0.json("device", "completeUpTo", session) }),
            "hrClients": .array(hrClients.map { $0.json("hr", "deliveredUpTo", session) }),
        ]
    }
}

extension Status.Line {
    fileprivate func json(_ nameKey: String, _ upToKey: String, _ session: Session) -> JSONValue {
        .object([
            JSONValue.Member(nameKey, .string(name)), JSONValue.Member("pulled", JSONValue(counts.pulled)),
            JSONValue.Member("delivered", JSONValue(counts.delivered)),
            JSONValue.Member("waiting", JSONValue(counts.waiting)),
            JSONValue.Member("parked", JSONValue(counts.parked)),
            JSONValue.Member("rejected", JSONValue(counts.rejected)),
            JSONValue.Member("undecoded", JSONValue(counts.undecoded)),
            JSONValue.Member(upToKey, JSONValue(upTo.map(session.zone.rfc3339))),
            JSONValue.Member("needsAttention", JSONValue(attention?[session.language])),
        ])
    }
}
