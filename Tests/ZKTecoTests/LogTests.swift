import SeededChance
import Testing

@testable import ZKTeco

/// Records as the contract lays them out (section 6), made here and not by what reads them.
enum MadeLog {
    static func record(
        _ layout: RecordLayout, id: Int, time: UInt32, verify: UInt8 = 1, state: UInt8 = 0
    ) -> [UInt8] {
        let at = (0..<4).map { UInt8(truncatingIfNeeded: time >> (8 * $0)) }
        let slot = [UInt8(id & 0xFF), UInt8(id >> 8 & 0xFF)]
        func text(_ width: Int) -> [UInt8] {
            let digits = Array(String(id).utf8)
            return digits + [UInt8](repeating: 0, count: width - digits.count)
        }
        let long = slot + text(24) + [verify] + at + [state] + [UInt8](repeating: 0, count: 8)
        switch layout {
        case .bytes40: return long
        case .bytes48: return long + [UInt8](repeating: 0, count: 8)
        case .bytes49: return long + [0xFF, 0x32, 0x35, 0x35, 0, 0, 0, 0, 0]
        case .bytes22: return slot + text(10) + [verify] + at + [state, 0, 0, 0, 0]
        case .bytes16: return slot + [UInt8(id >> 16 & 0xFF), 0] + at + [verify, state, 0, 0, 0, 0, 0, 0]
        case .bytes8a: return slot + [verify] + at + [state]
        case .bytes8b: return slot + [verify | state << 4, 0] + at
        }
    }

    /// So many punches of 40 people over working days, ending the day before `now`.
    static func log(_ layout: RecordLayout, _ count: Int, seed: UInt64, states: [UInt8] = [0, 1]) -> [UInt8] {
        var chance = SeededGenerator(seed: seed)
        var time = now.packed - 90 * 86_400
        var bytes: [UInt8] = []
        for _ in 0..<count {
            time += UInt32.random(in: 1...1500, using: &chance)
            while TerminalTime(packed: time) == nil { time += 3600 }
            bytes += record(
                layout, id: Int.random(in: 1...40, using: &chance), time: min(time, now.packed),
                verify: [1, 1, 2, 15].randomElement(using: &chance)!, state: states.randomElement(using: &chance)!)
        }
        return bytes
    }

    static let now = TerminalTime(year: 2026, month: 10, day: 20, hour: 9, minute: 0, second: 0)!
}

@Suite struct LayoutTests {
    static let samples: [(RecordLayout, String)] = [
        (.bytes8a, "010001006f3f3300"), (.bytes8b, "01000100006f3f33"),
        (.bytes16, "e9030000006f3f330100000000000000"),
        (.bytes22, "01003130303100000000000001006f3f330000000000"),
        (.bytes40, "010031303031000000000000000000000000000000000000000001006f3f33000000000000000000"),
        (.bytes48, "010031303031000000000000000000000000000000000000000001006f3f330000000000000000000000000000000000"),
        (
            .bytes49,
            "010031303031000000000000000000000000000000000000000001006f3f33000000000000000000ff3235350000000000"
        ),
    ]

    @Test(arguments: samples)
    func aSampleOfTheContractIsRead(_ row: (RecordLayout, String)) throws {
        let bytes = hex(row.1)
        #expect(bytes.count == row.0.size)
        let record = try #require(row.0.read(bytes[...]))
        #expect(record.time == TerminalTime(year: 2026, month: 10, day: 1, hour: 8, minute: 0, second: 0))
        #expect(record.verify == 1)
        #expect(record.state == 0)
        #expect(record.person == (row.0.tellsSlotOnly ? .slot(1) : .userID("1001")))
    }

    @Test func thePublicSampleOfPackedStatesIsRead() throws {
        let record = try #require(RecordLayout.bytes8b.read(hex("07002800a8eba71e")[...]))
        #expect(record.person == .slot(7))
        #expect(record.time == TerminalTime(year: 2016, month: 1, day: 1, hour: 19, minute: 2, second: 0))
    }

    @Test(arguments: ["00", "31003200", "c3a9", "0a31"])
    func anIdWithForeignBytesOrBehindAZeroIsNobodys(_ id: String) {
        var bytes = MadeLog.record(.bytes40, id: 5, time: MadeLog.now.packed)
        let field = hex(id) + [UInt8](repeating: 0, count: 24)
        bytes.replaceSubrange(2..<26, with: field.prefix(24))
        #expect(RecordLayout.bytes40.read(bytes[...]) == nil)
    }
}

@Suite struct LayoutFindingTests {
    private func verdict(
        _ bytes: [UInt8], counted: Int, _ expectation: LayoutFinding.Expectation = .nothing
    ) -> LayoutFinding.Verdict {
        LayoutFinding(bytes[...], counted: counted, now: MadeLog.now).verdict(expectation)
    }

    @Test(arguments: RecordLayout.allCases, [1, 2, 3, 4, 5, 6, 7, 8, 40, 41, 48, 49, 50, 64, 333, 1000, 2352])
    func theRecordsTellTheirLayout(_ layout: RecordLayout, _ count: Int) {
        for seed in 0..<4 {
            let bytes = MadeLog.log(layout, count, seed: UInt64(seed))
            let found = verdict(bytes, counted: count)
            #expect(found == .found(layout), "\(layout) \(count) \(seed)")
        }
    }

    @Test(arguments: RecordLayout.allCases, [1, 2, 3, 10, 39, 100])
    func aWrongCountNeverMakesAnotherLayout(_ layout: RecordLayout, _ count: Int) {
        let bytes = MadeLog.log(layout, count, seed: 3)
        for counted in [0, 1, 39, 40, count - 1, count + 1, bytes.count / 8, bytes.count / 16, bytes.count / 40] {
            switch verdict(bytes, counted: counted) {
            case .found(let found): #expect(found == layout)
            case .refused(.tooFew): #expect(count < 5)
            case let other: Issue.record("\(other)")
            }
        }
    }

    /// One record in twenty has a date of the year 2000, as clocks leave behind that lost their battery.
    @Test(arguments: RecordLayout.allCases)
    func fewFalseDatesDoNotHideALayoutAndNeverMakeAnother(_ layout: RecordLayout) {
        for seed in 0..<20 {
            var chance = SeededGenerator(seed: UInt64(100 + seed))
            let count = Int.random(in: 60...600, using: &chance)
            var bytes: [UInt8] = []
            let good = MadeLog.log(layout, count, seed: UInt64(seed))
            for index in 0..<count {
                let record = good[(index * layout.size)..<((index + 1) * layout.size)]
                bytes +=
                    Int.random(in: 0..<20, using: &chance) == 0
                    ? MadeLog.record(layout, id: 3, time: UInt32.random(in: 0...100_000, using: &chance))
                    : Array(record)
            }
            switch verdict(bytes, counted: count) {
            case .found(let found): #expect(found == layout)
            case .refused: continue
            case .empty: Issue.record("empty")
            }
        }
    }

    @Test func bytesOfChanceHaveNoLayout() {
        var chance = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let bytes = (0..<(Int.random(in: 1...60, using: &chance) * 40)).map { _ in
                UInt8.random(in: 0...255, using: &chance)
            }
            guard case .refused = verdict(bytes, counted: bytes.count / 40) else {
                Issue.record("found")
                continue
            }
        }
    }

    @Test func zerosHaveNoLayout() {
        for count in [8, 16, 40, 80, 7840] {
            guard case .refused = verdict([UInt8](repeating: 0, count: count), counted: count / 8) else {
                Issue.record("\(count)")
                continue
            }
        }
    }

    @Test func anotherLayoutThanRememberedIsARefusalAndNoSwitch() {
        let bytes = MadeLog.log(.bytes49, 100, seed: 1)
        #expect(
            verdict(bytes, counted: 100, .remembered(.bytes40)) == .refused(.changed(from: .bytes40, to: .bytes49)))
    }

    @Test func aRememberedLayoutIsEnoughForOneRecord() {
        #expect(
            verdict(MadeLog.log(.bytes22, 1, seed: 1), counted: 0, .remembered(.bytes22)) == .found(.bytes22))
    }

    @Test func whatAPersonEnteredCountsWhereAllDatesAreFalse() {
        let bytes = (0..<30).flatMap { MadeLog.record(.bytes40, id: $0 + 1, time: UInt32($0 * 60)) }
        #expect(verdict(bytes, counted: 30, .configured([.bytes40])) == .found(.bytes40))
        guard case .refused = verdict(bytes, counted: 30) else {
            Issue.record("found")
            return
        }
    }

    @Test func whatAPersonEnteredDoesNotCountAgainstTheRecords() {
        let bytes = MadeLog.log(.bytes49, 40, seed: 2)
        #expect(
            verdict(bytes, counted: 40, .configured([.bytes40])) == .refused(.otherThanConfigured(found: .bytes49)))
    }

    @Test(arguments: [RecordLayout.bytes8a, .bytes8b])
    func theRecordsChooseBetweenTheTwoOfEightBytes(_ layout: RecordLayout) {
        let bytes = MadeLog.log(layout, 30, seed: 5)
        #expect(verdict(bytes, counted: 30, .configured([.bytes8a, .bytes8b])) == .found(layout))
    }
}

@Suite struct AttendanceLogTests {
    @Test(arguments: RecordLayout.allCases)
    func everyRecordIsReadOnceTheLastIncluded(_ layout: RecordLayout) {
        let bytes = MadeLog.log(layout, 57, seed: 9)
        var times = 0
        AttendanceLog(bytes: bytes[...], layout: layout).forEach { record, raw in
            times += 1
            #expect(record != nil)
            #expect(raw.count == layout.size)
        }
        #expect(times == 57)
    }

    @Test func whatCameSinceTheLastReadingIsKnown() {
        let bytes = MadeLog.log(.bytes40, 100, seed: 2)
        let mark = AttendanceLog(bytes: bytes.prefix(90 * 40), layout: .bytes40).mark()
        let log = AttendanceLog(bytes: bytes[...], layout: .bytes40)
        #expect(log.known(upTo: mark) == 90)
        // A ring that dropped its 30 oldest.
        #expect(AttendanceLog(bytes: bytes.dropFirst(30 * 40), layout: .bytes40).known(upTo: mark) == 60)
        #expect(AttendanceLog(bytes: bytes.dropFirst(95 * 40), layout: .bytes40).known(upTo: mark) == nil)
        #expect(log.known(upTo: []) == nil)
        #expect(log.known(upTo: log.mark()) == 100)
    }
}

@Suite struct UserTests {
    static let narrow = "01000000000000004c616e00000000000000000000010000e9030000"
    static let wide = """
        01000e00000000000000004e677579e1bb856e204c616e0000000000000000000000000000000000310000000000000031303031
        0000000000000000000000000000000000000000
        """

    @Test func bothWidthsOfTheContractAreRead() {
        #expect(
            TerminalUser.list(hex(UserTests.narrow)[...], count: 1)
                == [TerminalUser(slot: 1, userID: "1001", name: "Lan")])
        #expect(
            TerminalUser.list(hex(UserTests.wide)[...], count: 1)
                == [TerminalUser(slot: 1, userID: "1001", name: "Nguyễn Lan")])
    }

    @Test func aWidthThatNobodyKnowsIsNotGuessed() {
        #expect(TerminalUser.list([UInt8](repeating: 0x41, count: 360)[...], count: 3) == nil)
    }

    @Test func aNameThatIsCutWithinALetterKeepsItsWholeLetters() {
        var bytes = hex(UserTests.wide)
        let name = Array("Nguyễn Thị Minh Khai Hưở".utf8).prefix(24)
        bytes.replaceSubrange(11..<35, with: name)
        #expect(TerminalUser.list(bytes[...], count: 1)?.first?.name == "Nguyễn Thị Minh Khai")
    }
}

@Suite struct EventTests {
    @Test func thePublicSampleIsRead() throws {
        var frames = TerminalFrames()
        frames.append(
            hex(
                "5050827d28000000f401ac12010000003939393131313333330000000000000000000000000000000100120619112905"))
        let packet = try TerminalPacket(try #require(try frames.next()))
        let time = try #require(TerminalTime(year: 2018, month: 6, day: 25, hour: 17, minute: 41, second: 5))
        #expect(
            TerminalEvent(packet) == .punch(LivePunch(userID: "999111333", verify: 1, state: 0, time: time)))
    }

    @Test(arguments: [10, 14, 0, 1, 11, 13, 33, 100])
    func anEventOfAnotherLengthOnlySaysThatSomebodyPunched(_ length: Int) {
        let packet = TerminalPacket(code: 500, session: 1, reply: 0, data: [UInt8](repeating: 1, count: length))
        #expect(TerminalEvent(packet) == .punchUnnamed)
    }

    @Test func doorsAndButtonsAreNoPunches() {
        #expect(TerminalEvent(TerminalPacket(code: 500, session: 16, reply: 0, data: [1])) == .other)
    }
}

@Suite struct SizesTests {
    @Test func theContractsAnswerIsRead() throws {
        let data = hex(
            """
            0000000000000000000000000000000002000000000000000300000000000000020000000000000000000000000000000000
            000000000000b80b0000b80b0000a0860100b50b0000b60b00009e860100
            """)
        let sizes = try #require(TerminalSizes(data))
        #expect(sizes.users == 2)
        #expect(sizes.records == 2)
        #expect(sizes.userCapacity == 3000)
        #expect(sizes.recordCapacity == 100_000)
        #expect(TerminalSizes(Array(data.prefix(20))) == nil)
    }
}
