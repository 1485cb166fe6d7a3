import Attendance
import Foundation
import Store

/// How values read on a page.
enum Texts {
    /// Words that begin small and end without a stop, as a sentence of its own.
    static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() + "." }

    /// `12.345` in Vietnamese, `12,345` in English.
    static func number(_ number: Int, _ language: Language) -> String {
        let digits = Array(String(abs(number)))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += language == .vi ? "." : "," }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }

    /// `dd/MM/yyyy`, as both languages' users in Vietnam write it.
    static func date(_ date: LocalDate) -> String {
        let parts = date.description.split(separator: "-")
        return "\(parts[2])/\(parts[1])/\(parts[0])"
    }

    /// `dd/MM/yyyy HH:mm`.
    static func time(_ instant: Instant?, in zone: Zone) -> String {
        guard let instant else { return "–" }
        let local = zone.local(at: instant)
        return "\(date(local.date)) \(local.timeText.prefix(5))"
    }

    static func tone(_ state: DeliveryState) -> String {
        switch state {
        case .delivered: "good"
        case .waiting: "warn"
        case .parked: "warn"
        case .rejected: "bad"
        }
    }
}
