import Testing

@testable import Simulators

/// Records, times and keys against the samples of the contract (2, 6, 8, 9, 10).
@Suite struct RecordTests {
    typealias Terminal = SimulatedZKTerminal

    @Test(arguments: [
        ("8a", "010001006f3f3300"),
        ("8b", "01000100006f3f33"),
        ("16", "e9030000006f3f330100000000000000"),
        ("22", "01003130303100000000000001006f3f330000000000"),
        ("40", "010031303031000000000000000000000000000000000000000001006f3f33000000000000000000"),
        (
            "48",
            "010031303031000000000000000000000000000000000000000001006f3f330000000000000000000000000000000000"
        ),
        (
            "49",
            "010031303031000000000000000000000000000000000000000001006f3f33000000000000000000ff3235350000000000"
        ),
    ])
    func aRowIsTheContractsSample(_ layout: String, _ sample: String) throws {
        let layout = try #require(Terminal.LogLayout(rawValue: layout))
        #expect(hex(layout.record(ExampleTerminal.morning)) == sample)
        #expect(layout.stride == sample.count / 2)
    }

    @Test func thePublicRowOfEightBytesIsWrittenAlike() {
        // Its fourth byte has no known meaning, and is left out of the comparison.
        let punch = Terminal.Punch(uid: 7, userID: "7", time: .init(2016, 1, 1, 19, 2), verify: 8, state: 2)
        let record = Terminal.LogLayout.eightB.record(punch)
        #expect(hex(record.prefix(3)) == "070028" && hex(record.suffix(4)) == "a8eba71e")
    }

    @Test func aRowOfSixteenBytesHasItsWorkCode() {
        let punch = Terminal.Punch(
            uid: 1, userID: "AD16", time: .init(2026, 10, 1, 8, 0), verify: 200, state: 255, workCode: 0x01020304)
        #expect(
            hex(Terminal.LogLayout.sixteen.record(punch)) == "01000000006f3f33c8ff000004030201",
            "letters have no place: the slot stands for them")
    }

    @Test func aLongIdentityIsCutAtItsField() {
        let punch = Terminal.Punch(
            uid: 1, userID: "012345678901234567890123456789", time: .init(2026, 10, 1, 8, 0))
        #expect(hex(Terminal.LogLayout.twentyTwo.record(punch)[2..<13]) == "3031323334353637383901")
        #expect(hex(Terminal.LogLayout.forty.record(punch)[24..<27]) == "323301")
    }

    @Test(arguments: [
        (0x2368_B131, [2018, 6, 25, 17, 41, 5], 1_529_948_465),
        (0x2E49_69FF, [2024, 2, 29, 23, 59, 59], 1_709_251_199),
        (0x333F_6F00, [2026, 10, 1, 8, 0, 0], 1_790_841_600), (0x333F_FBA0, [2026, 10, 1, 18, 0, 0], 1_790_877_600),
        (0xBF92_F7FF, [2099, 12, 31, 23, 59, 59], 4_102_444_799),
    ])
    func aTimeIsTheContractsNumber(_ packed: UInt32, _ parts: [Int], _ seconds: Int64) {
        let time = Terminal.LocalTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
        #expect(time.packed == packed)
        #expect(Terminal.LocalTime(wallSeconds: seconds) == time)
    }

    @Test func aDayThatNoCalendarHasCanBeWritten() {
        let time = Terminal.LocalTime(2026, 2, 31, 8, 0)
        #expect(time.packed == Terminal.LocalTime(2026, 3, 1, 8, 0).packed - 86_400)
        #expect(time.text == "2026-02-31 08:00:00")
    }

    @Test(arguments: [
        (0, 0x0000, "617d3279"), (1234, 0x1F2E, "41363266"), (1234, 0x1F99, "41363266"), (1234, 0x2E2E, "41363257"),
        (5678, 0x1F2E, "09093266"), (123_456, 0xABCD, "297f3252"), (999_999, 0x0001, "23813289"),
        (1, 0xFFFF, "61fd3286"),
    ])
    func aScrambledKeyIsTheContracts(_ key: UInt32, _ session: UInt16, _ sample: String) {
        #expect(hex(ZKCommKey.scrambled(key, session: session, tick: 50)) == sample)
    }

    @Test func aUserIsTheContractsSample() {
        #expect(
            hex(Terminal.Person(uid: 1, userID: "1001", name: "Lan").record(width: 28))
                == "01000000000000004c616e00000000000000000000010000e9030000")
        #expect(
            hex(ExampleTerminal.people[0].record(width: 72))
                == "01000e00000000000000004e677579e1bb856e204c616e000000000000000000000000000000000031000000000000003130"
                + "30310000000000000000000000000000000000000000")
    }

    @Test func anUnknownWidthOfUsersBeginsAsTheUsualOne() {
        let record = ExampleTerminal.people[0].record(width: 120)
        #expect(record.count == 120 && record.prefix(72) == ExampleTerminal.people[0].record(width: 72)[...])
    }

    @Test func aLongNameIsCutInsideALetter() {
        let person = Terminal.Person(uid: 1, userID: "1", name: "Nguyễn Thị")
        #expect(hex(person.record(width: 28)[8..<16]) == "4e677579e1bb856e")
        let short = Terminal.Person(uid: 1, userID: "1", name: "Nguyyyễ")
        #expect(hex(short.record(width: 28)[8..<16]) == "4e67757979" + "79e1bb", "the third byte of the letter is lost")
    }

    @Test(arguments: Terminal.EventLayout.allCases)
    func anEventHasItsLength(_ layout: Terminal.EventLayout) {
        let data = layout.data(ExampleTerminal.morning, carriesSlot: false)
        #expect(data.count == layout.rawValue)
        let identity =
            [10: "e903", 14: "e903", 12: "e9030000"][layout.rawValue] ?? "31303031" + String(repeating: "00", count: 20)
        #expect(hex(data).hasPrefix(identity + "01001a0a01080000"))
    }

    @Test func aShortEventCanCarryTheSlot() {
        #expect(hex(Terminal.EventLayout.ten.data(ExampleTerminal.morning, carriesSlot: true).prefix(2)) == "0100")
    }

    @Test func theEventThatWasCapturedIsWrittenAlike() {
        let punch = Terminal.Punch(uid: 9, userID: "999111333", time: .init(2018, 6, 25, 17, 41, 5))
        let event = ZKPacket(
            500, session: 1, reply: 0, data: Terminal.EventLayout.thirtyTwo.data(punch, carriesSlot: false))
        #expect(
            hex(ZKPacket.frame(event.payload))
                == "5050827d28000000f401ac12010000003939393131313333330000000000000000000000000000000100120619112905")
    }

    @Test func aPacketOfOddLengthIsPaddedForItsChecksum() throws {
        let packet = ZKPacket(11, session: 1, reply: 2, data: [0x41])
        let sum: UInt16 = 11 + 1 + 2 + 0x41
        #expect(packet.payload.little16(at: 2) == ~sum)
        #expect(ZKPacket(payload: packet.payload) == packet)
        var wrong = packet.payload
        wrong[8] ^= 1
        #expect(ZKPacket(payload: wrong) == nil)
        #expect(ZKPacket(payload: Array(packet.payload.prefix(7))) == nil)
    }
}
