import Attendance

/// The commands that a terminal gets of us. There are no others: none that changes, clears or removes anything on it can
/// be written down (contract 6, 11.4).
enum TerminalCommand {
    /// One line, `C:<id>:<command>` (contract 6).
    static func line(_ waiting: WaitingOrder, in zone: Zone) -> String {
        "C:\(waiting.id):\(text(of: waiting.order, in: zone))\n"
    }

    private static func text(of order: TerminalOrder, in zone: Zone) -> String {
        switch order {
        case .records(let window): "DATA QUERY ATTLOG \(span(window, zone))"
        case .count(let window): "VERIFY SUM ATTLOG \(span(window, zone))"
        case .check: "CHECK"
        case .info: "INFO"
        }
    }

    /// Wall clocks of the terminal. Where clocks are set back, the later end.
    private static func span(_ window: Window, _ zone: Zone) -> String {
        "StartTime=\(zone.local(at: window.from))\tEndTime=\(zone.local(at: window.to))"
    }
}
