extension PushTerminal {
    /// The log of a company's people over so many days up to `now` (epoch milliseconds), by the wall clock of UTC+7.
    public static func realisticLog(people count: Int, days: Int, now: Int64) -> [PushRecord] {
        let people = SimulatedPeople.employees(count)
        return WorkingHours.passages(people: count, days: days, now: now, seed: 17).map { passage in
            let wall = WorkingHours.wall(passage.milliseconds)
            let code = people[passage.person].code
            return PushRecord(
                code.isEmpty ? String(9000 + passage.person) : code, at: "\(wall.date) \(wall.time)",
                status: passage.isEntry ? 0 : 1, verify: 15)
        }
    }
}
