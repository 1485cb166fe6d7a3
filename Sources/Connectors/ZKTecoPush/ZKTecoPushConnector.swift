import Attendance
import ConnectorKit

/// A run over a terminal that pushes by itself. Its records do not come through this: the schedule looks whether the
/// terminal is there, and somebody who asks for a window makes it hand that window in again.
struct ZKTecoPushConnector: Connector {
    private let context: ConnectorContext
    private let terminal: PushLine

    init(context: ConnectorContext) {
        self.context = context
        terminal = context.terminal
    }

    /// How often it is looked how far an order has come.
    private static let look = Duration.milliseconds(200)
    /// Nobody says whether a terminal hands records in before or after its report: it is waited until none have come for
    /// so long.
    private static let calm = Duration.seconds(2)

    private var serial: String { context.fields["serial-number"] ?? "" }

    private var longestSilence: Duration {
        .minutes(context.fields["silent-minutes"].flatMap { Int($0) } ?? 10)
    }

    func fetch(
        _ window: Window, resuming checkpoint: String?, into sink: @Sendable (Page) async throws -> Void
    ) async throws {
        let contact = try await livingContact()
        var page = Page()
        if terminal.isScheduled {
            // A terminal hands in what it has before it asks for orders: what it had recorded when it last called is here,
            // as long as nothing of it was refused.
            page.reach = min(contact.lastAt ?? window.from, contact.failingSince ?? window.to)
        } else {
            try await handIn(window)
        }
        try await sink(page)
    }

    /// The terminal as it was when it last called.
    ///
    /// - Throws: `ConnectorFailure` where it has not called for too long, or speaks of other things.
    private func livingContact() async throws -> TerminalContact {
        let step = Phrase(en: "waiting for the terminal's call", vi: "chờ máy chấm công gọi đến")
        let known = try await terminal.contact()
        if let known, let refusal = known.refusal, refusal.reason != .tooLarge,
            refusal.at > known.lastAt ?? Instant(milliseconds: 0)
        {
            throw turnedAway(refusal, step)
        }
        guard let contact = known, let last = contact.lastAt else {
            throw ConnectorFailure(
                .unreachable, step: step,
                problem: Phrase(
                    en: "terminal \(serial) has never called this server",
                    vi: "máy chấm công \(serial) chưa từng gọi đến máy chủ này"),
                remedy: menu)
        }
        let silence = context.now().since(last)
        guard silence <= longestSilence else {
            let minutes = silence.components.seconds / 60
            throw ConnectorFailure(
                .unreachable, step: step,
                problem: Phrase(
                    en:
                        "terminal \(serial) has not called for \(minutes) minutes; its last call came from \(contact.address)",
                    vi: "máy chấm công \(serial) không gọi đến \(minutes) phút; lần cuối từ \(contact.address)"),
                remedy: Phrase(
                    en: "Check that it has power and network, and reaches this server.",
                    vi: "Hãy kiểm tra nguồn điện, mạng và đường tới máy chủ này."))
        }
        if contact.wrongModeAt != nil {
            throw ConnectorFailure(
                .configuration, step: step,
                problem: Phrase(
                    en: "terminal \(serial) works as access control (“A&C PUSH”), which sends no attendance records",
                    vi: "máy \(serial) đang ở chế độ kiểm soát cửa (“A&C PUSH”) nên không gửi bản ghi chấm công"),
                remedy: Phrase(
                    en: "In its menu switch the device type from A&C PUSH to T&A PUSH.",
                    vi: "Trong menu của máy, hãy chuyển loại thiết bị từ A&C PUSH sang T&A PUSH."))
        }
        return contact
    }

    /// It calls, and what it says of itself is not what is entered here.
    private func turnedAway(_ refusal: TerminalContact.Refusal, _ step: Phrase) -> ConnectorFailure {
        let when = context.zone.written(refusal.at)
        let called = Phrase(
            en:
                "a call with the serial number \(serial) came from \(refusal.address) (last at \(when)) and was refused: ",
            vi: "có lượt gọi mang số seri \(serial) từ \(refusal.address) (lần cuối \(when)) nhưng bị từ chối: ")
        let (why, remedy) =
            refusal.reason == .address
            ? (
                Phrase(
                    en: "the device takes calls from \(context.fields["address"] ?? "–") alone",
                    vi: "thiết bị chỉ nhận lượt gọi từ \(context.fields["address"] ?? "–")"),
                Phrase(
                    en: "If that is the terminal, correct the IP address in the device, or empty it.",
                    vi: "Nếu đó đúng là máy này, hãy sửa hoặc xóa địa chỉ IP trong thiết bị.")
            )
            : (
                Phrase(
                    en: "the secret part of its path is not the one that is entered here",
                    vi: "chuỗi bí mật trong đường dẫn không khớp với thiết lập ở đây"),
                Phrase(
                    en: "Enter the same secret in the terminal's server address and in the device, or empty both.",
                    vi:
                        "Hãy nhập cùng một chuỗi bí mật trong địa chỉ máy chủ trên máy và trong thiết bị, hoặc bỏ trống cả hai."
                )
            )
        return ConnectorFailure(.configuration, step: step, problem: called + why, remedy: remedy)
    }

    private var menu: Phrase {
        Phrase(
            en:
                "In its menu (Comm. → Cloud Server) enter this server's address and the port of --iclock-listen, and compare the serial number.",
            vi:
                "Trong menu của máy (Kết nối → Máy chủ đám mây), nhập địa chỉ máy chủ này và cổng của --iclock-listen, và đối chiếu số seri."
        )
    }

    private func handIn(_ window: Window) async throws {
        try await carryOut(
            .records(window),
            step: Phrase(en: "asking the terminal for its records", vi: "yêu cầu máy gửi lại bản ghi"))
        try await terminal.settle(window)
    }

    /// Leaves an order and waits for the terminal's report. Each sign of the terminal renews the patience.
    private func carryOut(_ order: TerminalOrder, step: Phrase) async throws {
        let id = try await terminal.order(order)
        var state = TerminalOrderState.waiting
        var moved = ContinuousClock.now
        while true {
            let now = try await terminal.state(id)
            if now != state {
                state = now
                moved = .now
            }
            switch state {
            case .reported(let code, _):
                guard code == 0 || Self.foundNothing(code, order) else { throw refusal(code, step) }
                if order.window == nil || ContinuousClock.now - moved >= Self.calm { return }
            case .withdrawn: throw ConnectorFailure.stopped(step: step)
            case .waiting, .fetched: break
            }
            guard ContinuousClock.now - moved < context.retrier.policy.patience else {
                try await terminal.withdraw(id)
                throw silence(state, step)
            }
            if (try? await Task.sleep(for: Self.look)) == nil {
                try await terminal.withdraw(id)
                throw ConnectorFailure.stopped(step: step)
            }
        }
    }

    /// -1 also means that there is no record in the window (contract 6).
    private static func foundNothing(_ code: Int, _ order: TerminalOrder) -> Bool {
        if case .records = order { return code == -1 }
        return false
    }

    private func silence(_ state: TerminalOrderState, _ step: Phrase) -> ConnectorFailure {
        let seconds = context.retrier.policy.patience.components.seconds
        let problem =
            state == .waiting
            ? Phrase(
                en: "terminal \(serial) has not asked for orders within \(seconds) seconds",
                vi: "máy \(serial) không hỏi lệnh trong \(seconds) giây")
            : Phrase(
                en: "terminal \(serial) took the order and did not report within \(seconds) seconds",
                vi: "máy \(serial) đã nhận lệnh nhưng không báo lại trong \(seconds) giây")
        return ConnectorFailure(
            .timedOut, step: step, problem: problem,
            remedy: Phrase(
                en: "What it sends later is stored all the same; try again in a minute.",
                vi: "Những gì máy gửi sau vẫn được lưu; hãy thử lại sau một phút."))
    }

    private func refusal(_ code: Int, _ step: Phrase) -> ConnectorFailure {
        ConnectorFailure(
            code == -1002 ? .configuration : .vendorFault, step: step,
            problem: Phrase(
                en: "terminal \(serial) refuses the order (code \(code))", vi: "máy \(serial) từ chối lệnh (mã \(code))"
            ),
            remedy: code == -1002
                ? Phrase(
                    en: "Its firmware cannot send records again; what it records from now on arrives by itself.",
                    vi: "Firmware của máy không gửi lại được bản ghi; bản ghi mới vẫn tự về.")
                : ConnectorFailure.triedAgain)
    }

    var connectionSteps: [ConnectionStep] {
        [
            ConnectionStep(Phrase(en: "the terminal's calls", vi: "máy gọi đến")) {
                () async throws(ConnectorFailure) in
                let contact = try await caught { try await livingContact() }
                let when = contact.lastAt.map { context.zone.written($0) } ?? "–"
                return Phrase(
                    en: "last at \(when) from \(contact.address)", vi: "lần cuối lúc \(when) từ \(contact.address)")
            },
            ConnectionStep(Phrase(en: "orders", vi: "nhận lệnh")) {
                () async throws(ConnectorFailure) in
                let step = Phrase(en: "asking the terminal what it is", vi: "hỏi thông tin máy")
                try await caught { try await carryOut(.info, step: step) }
                return Phrase(en: "fetched and reported", vi: "đã nhận và báo lại")
            },
        ]
    }

    /// What a step throws as a failure of the connection.
    private func caught<Value>(_ body: () async throws -> Value) async throws(ConnectorFailure) -> Value {
        do {
            return try await body()
        } catch let failure as ConnectorFailure {
            throw failure
        } catch {
            let failure = error.explained
            throw ConnectorFailure(
                .vendorFault, step: Phrase(en: "reading what is known of the terminal", vi: "đọc thông tin về máy"),
                problem: failure.phrase, remedy: ConnectorFailure.triedAgain)
        }
    }
}
