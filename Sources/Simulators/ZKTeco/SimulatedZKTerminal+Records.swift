extension SimulatedZKTerminal {
    /// A time as the terminal's clock shows it: no zone. The fields are not checked, since terminals do not check them
    /// either: 31 February can be written.
    public struct LocalTime: Sendable, Hashable {
        /// Only its last two digits reach the wire.
        public var year: Int
        /// From 1.
        public var month: Int
        /// From 1.
        public var day: Int
        public var hour: Int
        public var minute: Int
        public var second: Int

        public init(_ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0) {
            self.year = year
            self.month = month
            self.day = day
            self.hour = hour
            self.minute = minute
            self.second = second
        }

        /// The wall clock that shows so many seconds since 1970-01-01 00:00:00 on itself.
        init(wallSeconds: Int64) {
            let wall = WorkingHours.wall(wallSeconds * 1000, offset: 0)
            let parts = (wall.date.split(separator: "-") + wall.time.split(separator: ":")).compactMap { Int($0) }
            self.init(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
        }

        /// `YYYY-MM-DD HH:MM:SS`
        public var text: String {
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
            return "\(year)-\(two(month))-\(two(day)) \(two(hour)):\(two(minute)):\(two(second))"
        }

        /// As records and answers have it (contract 8).
        var packed: UInt32 {
            let days = ((year % 100) * 12 + month - 1) * 31 + day - 1
            return UInt32(truncatingIfNeeded: ((days * 24 + hour) * 60 + minute) * 60 + second)
        }

        /// As events have it: six bytes (contract 9).
        var eventBytes: [UInt8] {
            [year % 100, month, day, hour, minute, second].map { UInt8(truncatingIfNeeded: $0) }
        }
    }

    /// A person in the terminal's memory (contract 10).
    public struct Person: Sendable, Hashable {
        /// The slot in the memory, given anew after a deletion.
        public var uid: UInt16
        /// What HR knows. Terminals with 28-byte records hold numbers only; of other text they have `uid`.
        public var userID: String
        /// In whatever encoding the terminal's language has; cut to 8 or 24 bytes, if need be inside a character.
        public var nameBytes: [UInt8]
        /// 0 user, 2 enroller, 6 manager, 14 administrator.
        public var privilege: UInt8
        /// 0 for none.
        public var card: UInt32
        public var group: UInt8
        /// Empty for none.
        public var password: String

        public init(
            uid: UInt16, userID: String, name: String, privilege: UInt8 = 0, card: UInt32 = 0, group: UInt8 = 1,
            password: String = ""
        ) {
            self.uid = uid
            self.userID = userID
            nameBytes = Array(name.utf8)
            self.privilege = privilege
            self.card = card
            self.group = group
            self.password = password
        }

        /// The record of so many bytes: 28, 72, or a longer one that begins as 72 does.
        func record(width: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(little: uid)
            bytes.append(privilege)
            if width == 28 {
                bytes.append(field: Array(password.utf8), width: 5)
                bytes.append(field: nameBytes, width: 8)
                bytes.append(little: card)
                bytes.append(0)
                bytes.append(group)
                bytes.append(little: Int16(0))
                bytes.append(little: UInt32(userID) ?? UInt32(uid))
            } else {
                bytes.append(field: Array(password.utf8), width: 8)
                bytes.append(field: nameBytes, width: 24)
                bytes.append(little: card)
                bytes.append(0)
                bytes.append(field: Array(String(group).utf8), width: 7)
                bytes.append(0)
                bytes.append(field: Array(userID.utf8), width: 24)
                bytes.append(contentsOf: repeatElement(0, count: max(0, width - bytes.count)))
            }
            return bytes
        }
    }

    /// One row of the terminal's log.
    public struct Punch: Sendable, Hashable {
        public var uid: UInt16
        public var userID: String
        public var time: LocalTime
        /// 0 password, 1 finger, 2 card, 15 face, 25 palm; anything else is possible (contract 11).
        public var verify: UInt8
        /// 0 in, 1 out, 2 to 5 breaks and overtime, 255 undefined; anything else is possible (contract 11).
        public var state: UInt8
        /// Only records of 16 bytes have it.
        public var workCode: UInt32

        public init(
            uid: UInt16, userID: String, time: LocalTime, verify: UInt8 = 1, state: UInt8 = 0, workCode: UInt32 = 0
        ) {
            self.uid = uid
            self.userID = userID
            self.time = time
            self.verify = verify
            self.state = state
            self.workCode = workCode
        }
    }
}
