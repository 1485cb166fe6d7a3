extension SimulatedZKTerminal {
    /// The first employees of the simulated company, uid from 1, the first one an administrator.
    ///
    /// - Parameter numbersOnly: of terminals that hold numbers for ids: codes with letters or leading zeros become the uid.
    public static func madePeople(_ count: Int, numbersOnly: Bool = false) -> [Person] {
        SimulatedPeople.employees(count).enumerated().map { index, employee in
            let uid = UInt16(truncatingIfNeeded: index + 1)
            let isNumber = UInt32(employee.code).map { String($0) == employee.code } ?? false
            return Person(
                uid: uid, userID: numbersOnly && !isNumber ? String(uid) : employee.code, name: employee.name,
                privilege: index == 0 ? 14 : 0)
        }
    }

    /// What these people punched on the working days up to `now`, in the order of time.
    ///
    /// - Parameter now: epoch milliseconds; the terminal's clock shows UTC+7.
    public static func madeLog(of people: [Person], days: Int, now: Int64) -> [Punch] {
        WorkingHours.passages(people: people.count, days: days, now: now, seed: 4370).map { passage in
            madePunch(
                people[passage.person], (passage.milliseconds + WorkingHours.vietnamOffset) / 1000,
                state: passage.isEntry ? 0 : 1)
        }
    }

    /// So many punches one after the other, every 211 seconds, the last one within the minute before `now`.
    ///
    /// - Parameter now: epoch milliseconds; the terminal's clock shows UTC+7.
    public static func madeLog(of people: [Person], rows: Int, now: Int64) -> [Punch] {
        let last = (now + WorkingHours.vietnamOffset) / 1000 - 1
        return (0..<(people.isEmpty ? 0 : rows)).map { row in
            let person = people[row % people.count]
            return madePunch(person, last - Int64(rows - 1 - row) * 211, state: UInt8(row % 6))
        }
    }

    private static func madePunch(_ person: Person, _ wallSeconds: Int64, state: UInt8) -> Punch {
        let verify: [UInt8] = [1, 15, 2, 1]
        return Punch(
            uid: person.uid, userID: person.userID, time: LocalTime(wallSeconds: wallSeconds),
            verify: verify[Int(person.uid) % verify.count], state: state)
    }
}
