import SeededChance

/// A person of the simulated company.
public struct SimulatedPerson: Sendable, Hashable {
    public let name: String
    /// The company's employee code; empty where nobody entered one.
    public let code: String
    /// Hanet's 19 digits.
    public let personID: String
    public let title: String
}

/// Vietnamese employees, always the same for the same count.
public enum SimulatedPeople {
    private static let families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi"]
    private static let middles = ["Thị", "Văn", "Minh", "Ngọc", "Quang", "Thu", "Đức", "Hải", "Thanh", "Xuân"]
    private static let givens = [
        "Lan", "Hùng", "Hương", "Tuấn", "Mai", "Dũng", "Linh", "Phúc", "Trang", "Khoa", "Yến", "Nam", "Oanh", "Sơn",
    ]
    private static let titles = ["Kế toán", "Kỹ thuật", "Bán hàng", "", "Nhân sự", "Kho"]

    /// Codes run from 1001; every tenth has leading zeros, every seventh letters, as companies do.
    public static func employees(_ count: Int) -> [SimulatedPerson] {
        (0..<count).map { index in
            let name =
                "\(families[index % 10]) \(middles[(index * 3 + index / 10) % 10]) \(givens[(index * 5) % 14])"
            let code =
                switch index % 20 {
                case 9: "000\(1001 + index)"
                case 6: "AD\(10 + index)"
                default: String(1001 + index)
                }
            return SimulatedPerson(
                name: name, code: code, personID: "276342342342\(1_000_000 + index)", title: titles[index % 6])
        }
    }
}

/// When employees pass a camera or door: Monday to Saturday, in before eight, lunch, out after half past five,
/// some late. Times are epoch milliseconds; days are those of UTC+7.
public enum WorkingHours {
    public static let vietnamOffset: Int64 = 7 * 3600 * 1000
    static let day: Int64 = 86_400_000

    public struct Passage: Sendable {
        public let person: Int
        public let milliseconds: Int64
        public let isEntry: Bool
    }

    /// The passages of so many days up to `now`, in time order.
    public static func passages(people: Int, days: Int, now: Int64, seed: UInt64) -> [Passage] {
        var chance = SeededGenerator(seed: seed)
        let today = (now + vietnamOffset) / day
        var passages: [Passage] = []
        for number in (today - Int64(days) + 1)...today {
            // 1970-01-01 was a Thursday; 3 days later is a Sunday.
            guard (number + 4) % 7 != 0 else { continue }
            let midnight = number * day - vietnamOffset
            for person in 0..<people where Int.random(in: 0..<20, using: &chance) > 0 {
                let isLate = Int.random(in: 0..<8, using: &chance) == 0
                let arrival =
                    isLate ? Int64.random(in: 480...560, using: &chance) : Int64.random(in: 455...480, using: &chance)
                let minutes = [
                    arrival, Int64.random(in: 715...730, using: &chance), Int64.random(in: 770...790, using: &chance),
                    Int64.random(in: 1050...1130, using: &chance),
                ]
                for (index, minute) in minutes.enumerated() {
                    let at = midnight + minute * 60_000 + Int64.random(in: 0..<60, using: &chance) * 1000
                    if at < now { passages.append(Passage(person: person, milliseconds: at, isEntry: index % 2 == 0)) }
                }
            }
        }
        return passages.sorted { ($0.milliseconds, $0.person) < ($1.milliseconds, $1.person) }
    }

    /// `YYYY-MM-DD` and `HH:MM:SS` of the wall clock at UTC plus `offset`.
    public static func wall(_ milliseconds: Int64, offset: Int64 = vietnamOffset) -> (date: String, time: String) {
        let local = milliseconds + offset
        let days = Int((Double(local) / Double(day)).rounded(.down))
        let second = Int((local - Int64(days) * day) / 1000)
        return (civil(days), [second / 3600, second / 60 % 60, second % 60].map(two).joined(separator: ":"))
    }

    /// The day number of a `YYYY-MM-DD`, counted from 1970-01-01; nil for other text.
    static func dayNumber(_ text: String) -> Int64? {
        let parts = text.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 3, (1...12).contains(parts[1]), (1...31).contains(parts[2]) else { return nil }
        let (year, month) = parts[1] <= 2 ? (parts[0] - 1, parts[1] + 9) : (parts[0], parts[1] - 3)
        let dayOfYear = (153 * month + 2) / 5 + parts[2] - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }

    private static func civil(_ number: Int) -> String {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let rest = shifted - era * 146_097
        let yearOfEra = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
        let dayOfYear = rest - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * part + 2) / 5 + 1
        let month = part < 10 ? part + 3 : part - 9
        return "\(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))-\(two(month))-\(two(day))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
