// When ten working minutes are over that begin on the evening before two holidays, and why then.
import Attendance
import WorkingTime

let zone = Zone.vietnam
let calendar = WorkingCalendar.vietnam
guard let start = TimeText.instant(rfc3339: "2026-04-29T17:25:00+07:00") else { fatalError("a fixed text") }
let deadline = try Deadline(from: start, working: .minutes(10), in: calendar)
for step in deadline.steps {
    let why =
        switch step.kind {
        case .counts: "counts"
        case .closed: "closed"
        case .holiday(let holiday): holiday.name.en
        case .free: "nobody works"
        case .paused: "the clock stands still"
        }
    print(zone.rfc3339(step.from), "–", zone.rfc3339(step.to), why)
}
print("due", zone.rfc3339(deadline.dueAt))
