import Attendance
import Foundation
import Store

/// How values read on a page.
enum Texts {
    /// Words that begin small and end without a stop, as a sentence of its own.
    static func sentence(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() + "." }

    /// `12.345` in Vietnamese, `12,345` in English.
    static func number(_ number: Int, _ language: Language) -> String { number.written(language) }

    /// `dd/MM/yyyy`, as both languages' users in Vietnam write it.
    static func date(_ date: LocalDate) -> String { date.written }

    /// `dd/MM/yyyy HH:mm`.
    static func time(_ instant: Instant?, in zone: Zone) -> String { instant.map { zone.written($0) } ?? "–" }

    /// `dd/MM/yyyy HH:mm` by a device's clock, with its offset from UTC where that is another than Vietnam's: pages show
    /// devices of several zones side by side.
    static func time(_ instant: Instant?, of device: Device) -> String {
        guard let instant else { return "–" }
        let isElsewhere = device.zone.offset(at: instant) != Zone.vietnam.offset(at: instant)
        return device.zone.written(instant, namesZone: isElsewhere)
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
