import Attendance
import ConnectorKit
import ZKTeco

/// The connection test of a terminal. Each step opens a session of its own and ends it: whoever stops between two steps
/// leaves none behind.
struct TerminalTest: Sendable {
    let context: ConnectorContext
    let lines: TerminalLines

    var steps: [ConnectionStep] {
        let address = context.terminalAddress
        return [
            ConnectionStep(
                Phrase(
                    en: "reach \(address.host), port \(address.port)",
                    vi: "kết nối \(address.host), cổng \(address.port)")
            ) { () async throws(ConnectorFailure) in
                try await withLine(toleratingKey: true) { line async throws(TerminalFailure) in
                    guard let line else { return Phrase(en: "it answers", vi: "có trả lời") }
                    let name = line.session.transport == .tcp ? "TCP" : "UDP"
                    return Phrase(en: "it answers over \(name)", vi: "có trả lời qua \(name)")
                }
            },
            ConnectionStep(Phrase(en: "comm key", vi: "mật khẩu kết nối (Comm Key)")) {
                () async throws(ConnectorFailure) in
                try await withLine { _ async throws(TerminalFailure) in
                    Phrase(en: "accepted", vi: "được chấp nhận")
                }
            },
            ConnectionStep(Phrase(en: "serial number and firmware", vi: "số seri và firmware")) {
                () async throws(ConnectorFailure) in
                let told = try await withLine { line async throws(TerminalFailure) in
                    try await line?.session.identity() ?? TerminalIdentity()
                }
                try check(told)
                let serial = told.serialNumber.isEmpty ? "–" : told.serialNumber
                return Phrase(
                    verbatim: [serial, told.deviceName, told.firmware].filter { !$0.isEmpty }.joined(separator: ", "))
            },
            ConnectionStep(Phrase(en: "clock", vi: "đồng hồ của máy")) { () async throws(ConnectorFailure) in
                let drift = try await withLine { line async throws(TerminalFailure) -> Duration? in
                    guard let line else { return nil }
                    return try await context.drift(of: line.session)
                }
                return clockWords(drift)
            },
            ConnectionStep(Phrase(en: "users and punches", vi: "người dùng và bản ghi")) {
                () async throws(ConnectorFailure) in
                try await withLine { line async throws(TerminalFailure) in
                    guard let sizes = try await line?.session.sizes() else { return Phrase(verbatim: "–") }
                    let capacity =
                        sizes.recordCapacity.map { Phrase(verbatim: " / ") + $0.phrase } ?? Phrase(verbatim: "")
                    return Phrase(
                        en: "\(sizes.users.written(.en)) users, \(sizes.records.written(.en))\(capacity.en) punches",
                        vi:
                            "\(sizes.users.written(.vi)) người dùng, \(sizes.records.written(.vi))\(capacity.vi) bản ghi"
                    )
                }
            },
            ConnectionStep(Phrase(en: "record length", vi: "độ dài bản ghi")) { () async throws(ConnectorFailure) in
                try await withLine { line async throws(TerminalFailure) in
                    guard let log = try await line?.session.log(configured, now: context.terminalNow) else {
                        return Phrase(en: "no punches yet", vi: "chưa có bản ghi nào")
                    }
                    return Phrase(
                        en: "\(log.layout.size) bytes (\(log.layout.rawValue)), \(log.count.written(.en)) punches read",
                        vi: "\(log.layout.size) byte (\(log.layout.rawValue)), đã đọc \(log.count.written(.vi)) bản ghi"
                    )
                }
            },
        ]
    }

    private var configured: LayoutFinding.Expectation {
        switch context.fields["record-length"] ?? "auto" {
        case "auto": .nothing
        case "8": .configured([.bytes8a, .bytes8b])
        case let entered: RecordLayout(rawValue: entered).map { .configured([$0]) } ?? .nothing
        }
    }

    /// - Parameter toleratingKey: whether a terminal that only refuses the comm key counts as reached: then there is no
    ///   line.
    private func withLine<Value: Sendable>(
        toleratingKey: Bool = false, _ body: (TerminalLine?) async throws(TerminalFailure) -> Value
    ) async throws(ConnectorFailure) -> Value {
        do throws(TerminalFailure) {
            // A terminal that is being listened to has no room for a second session.
            if let line = lines[context.terminalAddress] { return try await body(line) }
            let line: TerminalLine
            do throws(TerminalFailure) {
                line = try await context.openLine()
            } catch {
                if toleratingKey, error.step == .authenticate { return try await body(nil) }
                throw error
            }
            let result: Result<Value, TerminalFailure>
            do throws(TerminalFailure) { result = .success(try await body(line)) } catch { result = .failure(error) }
            await line.session.close()
            return try result.get()
        } catch {
            throw error.explained(context)
        }
    }

    private func check(_ told: TerminalIdentity) throws(ConnectorFailure) {
        guard let known = context.fields[ZKTecoKind.serialField], !told.serialNumber.isEmpty,
            known != told.serialNumber
        else { return }
        let failure = DeviceFailure.otherDevice(known: known, found: told.serialNumber)
        throw ConnectorFailure(
            .configuration, step: Phrase(en: "serial number", vi: "số seri"), problem: failure.phrase,
            remedy: Phrase(verbatim: ""))
    }

    private func clockWords(_ drift: Duration?) -> Phrase {
        guard let drift else { return Phrase(en: "it shows no time", vi: "không có giờ hợp lệ") }
        guard abs(drift.wholeMilliseconds) > ClockSkew.tolerance.wholeMilliseconds else {
            return Phrase(en: "right", vi: "đúng giờ")
        }
        let words = ClockSkew.words(drift)
        let isAhead = drift > .zero
        return Phrase(
            en: "\(words.en) \(isAhead ? "ahead" : "behind"): set it at the terminal, or correct the time zone here",
            vi: "\(isAhead ? "nhanh" : "chậm") \(words.vi): hãy chỉnh giờ trên máy, hoặc sửa múi giờ tại đây")
    }
}
