import Attendance
import UnbindingCases
import UnbindingDesk
import WorkingTime

extension CasePage.Deadline {
    /// - Parameters:
    ///   - now: decides whether it is over.
    ///   - zone: of the program.
    init(
        _ deadline: WorkingTime.Deadline, of unbinding: UnbindingCase, now: Instant, in zone: Zone, _ language: Language
    ) {
        let runs = unbinding.state.runsClock
        due = Texts.time(deadline.dueAt, in: zone)
        countdown = runs ? deadline.dueAt.milliseconds : nil
        isOverdue = runs && deadline.dueAt < now
        isBeyondCalendar = deadline.isBeyondCalendar
        working = Texts.length(deadline.working, language)
        calendar = unbinding.calendarVersion ?? 0
        steps = deadline.steps.map {
            CasePage.Step(
                from: Texts.time($0.from, in: zone), to: Texts.time($0.to, in: zone),
                length: Texts.length($0.duration, language), why: $0.kind.label[language], counts: $0.kind == .counts)
        }
    }
}

extension Texts {
    /// `1 h 5 min` and its like.
    static func length(_ duration: Duration, _ language: Language) -> String {
        let seconds = duration.wholeMilliseconds / 1000
        let parts = [
            (seconds / 86_400, language == .vi ? "ngày" : "d"), (seconds / 3600 % 24, language == .vi ? "giờ" : "h"),
            (seconds / 60 % 60, language == .vi ? "phút" : "min"), (seconds % 60, language == .vi ? "giây" : "s"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? (language == .vi ? "0 phút" : "0 min") : parts.joined(separator: " ")
    }
}
