import SeededChance

/// One check-in as the Hanet cloud keeps it.
public struct HanetCheckin: Sendable {
    public var personName: String
    public var aliasID: String
    public var personID: String
    /// Epoch milliseconds.
    public var checkinTime: Int64
    /// 0 employee, 1 customer, 2 stranger.
    public var type: Int
    public var deviceID: String
    public var deviceName: String
    public var title: String?
    /// Sent as text, as some replies do.
    public var timeAsText = false

    public init(
        personName: String, aliasID: String, personID: String, checkinTime: Int64, type: Int = 0,
        deviceID: String = "C21201B011", deviceName: String = "Cổng chính", title: String? = "",
        timeAsText: Bool = false
    ) {
        self.personName = personName
        self.aliasID = aliasID
        self.personID = personID
        self.checkinTime = checkinTime
        self.type = type
        self.deviceID = deviceID
        self.deviceName = deviceName
        self.title = title
        self.timeAsText = timeAsText
    }

    func write(placeID: String, placeName: String, to output: inout [UInt8]) {
        let date = WorkingHours.wall(checkinTime).date
        output.append(contentsOf: "{\"personName\":".utf8)
        output.append(contentsOf: quoted(personName).utf8)
        output.append(contentsOf: ",\"date\":\"".utf8)
        output.append(contentsOf: date.utf8)
        output.append(contentsOf: timeAsText ? "\",\"checkinTime\":\"".utf8 : "\",\"checkinTime\":".utf8)
        output.append(contentsOf: String(checkinTime).utf8)
        output.append(contentsOf: timeAsText ? "\",\"aliasID\":".utf8 : ",\"aliasID\":".utf8)
        output.append(contentsOf: quoted(aliasID).utf8)
        output.append(contentsOf: ",\"placeID\":\"".utf8)
        output.append(contentsOf: placeID.utf8)
        output.append(contentsOf: "\",\"personID\":\"".utf8)
        output.append(contentsOf: personID.utf8)
        output.append(contentsOf: "\",\"avatar\":\"https://static.hanet.ai/face/upload/".utf8)
        output.append(contentsOf: deviceID.utf8)
        output.append(contentsOf: "/".utf8)
        output.append(contentsOf: String(checkinTime, radix: 16).utf8)
        output.append(contentsOf: ".jpg\",\"place\":".utf8)
        output.append(contentsOf: quoted(placeName).utf8)
        output.append(contentsOf: ",\"title\":".utf8)
        output.append(contentsOf: (title.map(quoted) ?? "null").utf8)
        output.append(contentsOf: ",\"type\":".utf8)
        output.append(contentsOf: String(type).utf8)
        output.append(contentsOf: ",\"deviceID\":\"".utf8)
        output.append(contentsOf: deviceID.utf8)
        output.append(contentsOf: "\",\"deviceName\":".utf8)
        output.append(contentsOf: quoted(deviceName).utf8)
        output.append(UInt8(ascii: "}"))
    }
}

/// A place's check-ins: kept rows, or a rule that makes row after row without keeping any, for benchmarks.
public enum HanetCheckins: Sendable {
    case kept([HanetCheckin])
    /// Row `index` happened at `start + index * step` milliseconds.
    case made(count: Int, start: Int64, step: Int64)

    var count: Int {
        switch self {
        case .kept(let rows): rows.count
        case .made(let count, _, _): count
        }
    }

    func row(_ index: Int) -> HanetCheckin {
        switch self {
        case .kept(let rows): return rows[index]
        case .made(_, let start, let step):
            let person = index % 997
            return HanetCheckin(
                personName: "Nguyễn Văn \(person)", aliasID: String(1000 + person),
                personID: "2763423423421\(100_000 + person)", checkinTime: start + Int64(index) * step,
                deviceID: "C21201B01\(person % 4)", deviceName: "Cổng \(person % 4)")
        }
    }

    private func time(_ index: Int) -> Int64 {
        switch self {
        case .kept(let rows): rows[index].checkinTime
        case .made(_, let start, let step): start + Int64(index) * step
        }
    }

    /// The rows with `from <= time <= to`; rows are kept in time order.
    func range(from: Int64, to: Int64) -> Range<Int> {
        let low = firstIndex { $0 >= from }
        return low..<max(low, firstIndex { $0 > to })
    }

    private func firstIndex(_ condition: (Int64) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(time(middle)) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension HanetCheckins {
    /// Two months of a company, with everything that real data has: late arrivals, several pictures of one person
    /// within seconds, strangers, customers, people without an employee code, control characters in codes, null
    /// titles, times as text, exact repetitions, a person whose name changes.
    public static func realistic(people: Int, days: Int, now: Int64, seed: UInt64 = 7) -> HanetCheckins {
        let employees = SimulatedPeople.employees(people)
        var chance = SeededGenerator(seed: seed)
        let cameras = [("C21201B011", "Cổng chính"), ("C21201B012", "Sảnh tầng 2"), ("C21201B013", "Kho")]
        var rows: [HanetCheckin] = []
        for passage in WorkingHours.passages(people: people, days: days, now: now, seed: seed) {
            let person = employees[passage.person]
            let camera = cameras[Int.random(in: 0..<3, using: &chance)]
            var row = HanetCheckin(
                personName: person.name, aliasID: person.code, personID: person.personID,
                checkinTime: passage.milliseconds, deviceID: camera.0, deviceName: camera.1, title: person.title)
            if passage.person == 3 { row.aliasID = "\u{1C}\(person.code)\u{8}" }
            if passage.person == 5 { row.title = nil }
            if passage.person == 8 { row.timeAsText = true }
            if passage.person == people - 1 { row.aliasID = "" }
            if passage.person == 2, passage.milliseconds % 5 == 0 { row.personName = person.name.uppercased() }
            rows.append(row)
            switch Int.random(in: 0..<20, using: &chance) {
            case 0...2:
                row.checkinTime += Int64.random(in: 1...4, using: &chance) * 1000
                rows.append(row)
            case 3: rows.append(row)
            case 4...8:
                rows.append(
                    HanetCheckin(
                        personName: "", aliasID: "", personID: "", checkinTime: row.checkinTime + 700, type: 2,
                        deviceID: camera.0, deviceName: camera.1))
            case 9:
                rows.append(
                    HanetCheckin(
                        personName: "Khách hàng", aliasID: "KH1", personID: "2763423423429999999",
                        checkinTime: row.checkinTime + 9000, type: 1, deviceID: camera.0, deviceName: camera.1))
            default: break
            }
        }
        return .kept(rows.filter { $0.checkinTime < now }.sorted { $0.checkinTime < $1.checkinTime })
    }
}
