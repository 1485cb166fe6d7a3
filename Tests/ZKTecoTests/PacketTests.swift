import SeededChance
import Testing

@testable import ZKTeco

@Suite struct PacketTests {
    /// The contract's transcript (section 15): what a client sends in a session of number 0x1f2e.
    static let sent: [(TerminalRequest, UInt16, UInt16, String)] = [
        (.connect, 0, 0, "5050827d08000000e80317fc00000000"),
        (.authenticate(key: 1234, session: 0x1f2e), 0x1f2e, 1, "5050827d0c0000004e040f402e1f010041363266"),
        (.sizes, 0x1f2e, 3, "5050827d0800000032009ce02e1f0300"),
        (.prepareLog, 0x1f2e, 4, "5050827d13000000df05edcd2e1f0400010d000000000000000000"),
        (.chunk(start: 0, count: 84), 0x1f2e, 5, "5050827d10000000e00598da2e1f05000000000054000000"),
        (.free, 0x1f2e, 6, "5050827d08000000de05edda2e1f0600"),
        (.enable, 0x1f2e, 7, "5050827d08000000ea03e0dc2e1f0700"),
        (.exit, 0x1f2e, 8, "5050827d08000000e903e0dc2e1f0800"),
        (.listen, 0x1f2e, 9, "5050827d0c000000f401d3de2e1f090001000000"),
    ]

    @Test(arguments: sent)
    func aRequestIsSentAsTheContractShowsIt(_ row: (TerminalRequest, UInt16, UInt16, String)) {
        let packet = TerminalPacket(code: row.0.code, session: row.1, reply: row.2, data: row.0.data)
        #expect(TerminalFrames.framed(packet) == hex(row.3))
    }

    @Test func anAnswerOfTheContractIsRead() throws {
        var frames = TerminalFrames()
        frames.append(
            hex(
                """
                5050827d5c000000dd0595ab2e1f040050000000010031303031000000000000000000000000000000000000000001006f3f
                330000000000000000000200454d502d30320000000000000000000000000000000000000fa0fb3f33010000000000000000
                """))
        let bytes = try #require(try frames.next())
        let packet = try TerminalPacket(bytes)
        #expect(packet.code == TerminalCode.data)
        #expect(packet.session == 0x1f2e)
        #expect(packet.reply == 4)
        #expect(packet.data.count == 84)
    }

    @Test func aPacketWithOneOtherBitIsRefused() throws {
        var chance = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let data = (0..<Int.random(in: 0...40, using: &chance)).map { _ in UInt8.random(in: 0...255, using: &chance)
            }
            let packet = TerminalPacket(
                code: .random(in: 0...2005, using: &chance), session: .random(in: 0...65535, using: &chance),
                reply: .random(in: 0...65535, using: &chance), data: data)
            var bytes = packet.bytes
            #expect(try TerminalPacket(bytes) == packet)
            let place = Int.random(in: 0..<bytes.count, using: &chance)
            bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &chance)
            #expect(throws: PacketFailure.damaged) { try TerminalPacket(bytes) }
        }
    }

    @Test func fewerBytesThanAHeaderAreNoPacket() {
        for count in 0..<8 {
            #expect(throws: PacketFailure.short) { try TerminalPacket([UInt8](repeating: 0, count: count)) }
        }
    }

    /// Of the contract, section 2.
    static let scrambled: [(UInt32, UInt16, String)] = [
        (0, 0x0000, "617d3279"), (1234, 0x1f2e, "41363266"), (1234, 0x1f99, "41363266"),
        (1234, 0x2e2e, "41363257"), (5678, 0x1f2e, "09093266"), (123_456, 0xabcd, "297f3252"),
        (999_999, 0x0001, "23813289"), (1, 0xffff, "61fd3286"),
    ]

    @Test(arguments: scrambled)
    func aCommKeyIsScrambledAsTerminalsExpect(_ row: (UInt32, UInt16, String)) {
        #expect(CommKey.scrambled(row.0, session: row.1) == hex(row.2))
    }

    @Test func noRequestHasTheCodeOfACommandThatChangesATerminal() {
        let harmless: Set<UInt16> = [9, 11, 13, 50, 201, 500, 1000, 1001, 1002, 1100, 1102, 1502, 1503, 1504, 2000]
        let all: [TerminalRequest] = [
            .connect, .authenticate(key: 1, session: 2), .exit, .enable, .firmware, .option("x"), .sizes, .time,
            .listen,
            .acknowledgeEvent, .prepareLog, .prepareUsers, .chunk(start: 0, count: 1), .free, .wholeLog, .wholeUsers,
        ]
        #expect(Set(all.map(\.code)) == harmless)
    }
}

@Suite struct FrameTests {
    private static let packets = (0..<20).map { number in
        TerminalPacket(
            code: TerminalCode.data, session: 7, reply: UInt16(number),
            data: [UInt8](repeating: UInt8(number), count: number * 37))
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 64, 1000, 100_000])
    func packetsComeOutWholeHoweverTheStreamIsCut(_ size: Int) throws {
        let stream = FrameTests.packets.flatMap(TerminalFrames.framed)
        var frames = TerminalFrames()
        var read: [TerminalPacket] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            frames.append(stream[start..<min(start + size, stream.count)])
            while let bytes = try frames.next() { read.append(try TerminalPacket(bytes)) }
        }
        #expect(read == FrameTests.packets)
    }

    @Test func anAccessPanelIsTold() {
        var frames = TerminalFrames()
        frames.append([0xAA, 0x01, 0x00, 0x55])
        #expect(throws: StreamFailure.accessPanel) { try frames.next() }
    }

    @Test(arguments: ["47455420", "505082", "5050827e08000000", "5050827dffffff7f", "5050827d07000000"])
    func whatIsNoFrameIsRefusedOrWaitedFor(_ text: String) throws {
        var frames = TerminalFrames()
        frames.append(hex(text))
        if text == "505082" {
            #expect(try frames.next() == nil)
        } else {
            #expect(throws: StreamFailure.foreign) { try frames.next() }
        }
    }
}

@Suite struct TimeTests {
    /// Of the contract, section 8.
    static let packed: [(UInt32, [Int])] = [
        (0x2368_b131, [2018, 6, 25, 17, 41, 5]), (0x2e49_69ff, [2024, 2, 29, 23, 59, 59]),
        (0x333f_6f00, [2026, 10, 1, 8, 0, 0]), (0x333f_fba0, [2026, 10, 1, 18, 0, 0]),
        (0xbf92_f7ff, [2099, 12, 31, 23, 59, 59]),
    ]

    @Test(arguments: packed)
    func aPackedTimeIsReadAndWritten(_ row: (UInt32, [Int])) throws {
        let time = try #require(TerminalTime(packed: row.0))
        #expect([time.year, time.month, time.day, time.hour, time.minute, time.second] == row.1)
        #expect(time.packed == row.0)
    }

    @Test func aDayThatNoCalendarHasIsNoTime() throws {
        let june30 = try #require(TerminalTime(year: 2026, month: 6, day: 30, hour: 0, minute: 0, second: 0))
        #expect(TerminalTime(packed: june30.packed + 86_400) == nil)
        #expect(TerminalTime(year: 2023, month: 2, day: 29, hour: 0, minute: 0, second: 0) == nil)
        #expect(TerminalTime(packed: .max) == nil)
        #expect(TerminalTime(six: [26, 13, 1, 0, 0, 0]) == nil)
        #expect(TerminalTime(six: [26, 1, 1, 0, 0]) == nil)
    }

    @Test func secondsCountAsTheCalendarDoes() throws {
        let moment = try #require(TerminalTime(year: 2024, month: 3, day: 1, hour: 0, minute: 0, second: 1))
        #expect(moment.secondsSince1970 == 1_709_251_201)
        let january = try #require(TerminalTime(year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0))
        #expect(january.secondsSince1970 == 946_684_800)
    }
}
