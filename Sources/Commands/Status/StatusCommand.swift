import ArgumentParser
import Attendance
import AttendanceHub
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
        let report = try await session.hub.report(status)
        if session.json { return Terminal.print(report.json(session.language, bounds)) }
        for warning in report.warnings.general { session.say(warning.text) }
        let total = status.total
        session.say(
            Phrase(
                en:
                    "\(total.pulled) punches pulled; deliveries: \(total.delivered) delivered, \(total.waiting) waiting, \(total.parked) parked, \(total.rejected) rejected",
                vi:
                    "\(total.pulled) bản ghi đã đồng bộ; gửi HRM: \(total.delivered) đã gửi, \(total.waiting) đang chờ, \(total.parked) tạm giữ, \(total.rejected) bị từ chối"
            ))
        if total.undecoded > 0 {
            session.say(
                Phrase(
                    en:
                        "\(total.undecoded) records could not be decoded; they are kept as they came (see the skip counts of sync and the devices’ pages)",
                    vi:
                        "\(total.undecoded) bản ghi không giải mã được; vẫn được giữ nguyên dạng (xem số đếm bỏ qua khi đồng bộ và trang của thiết bị)"
                ))
        }
        var table = TextTable(
            session.language == .vi
                ? ["", "ĐÃ ĐỒNG BỘ", "ĐÃ GỬI", "ĐANG CHỜ", "TẠM GIỮ", "BỊ TỪ CHỐI", "ĐẦY ĐỦ ĐẾN"]
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
        Terminal.print(table.text)
        for line in status.devices {
            if let attention = line.attention { Terminal.print("\n\(line.name): \(attention[session.language])") }
        }
        for line in status.devices {
            for warning in report.warnings(ofDevice: line.name) where !report.warnings.general.contains(warning) {
                Terminal.print("\n\(line.name): \(warning.text[session.language])")
            }
        }
        for line in status.hrClients {
            if let outage = report.outage(ofClient: line.name) {
                Terminal.print("\n" + outage.sentence { session.text($0) }[session.language])
            } else if let attention = line.attention {
                Terminal.print("\n\(line.name): \(attention[session.language])")
            }
        }
    }
}
