import Simulators
import TestSupport
import Testing

@testable import ZKTeco

/// A session with a simulated terminal over real sockets.
@Suite struct SessionTests {
    static let people = SimulatedZKTerminal.madePeople(20, numbersOnly: true)
    /// 2026-10-20 09:00 in Vietnam.
    static let now: Int64 = 1_792_461_600_000

    static func terminal(
        _ layout: SimulatedZKTerminal.LogLayout = .forty, rows: Int = 300,
        _ change: (inout SimulatedZKTerminal.Configuration) -> Void = { _ in }
    ) -> SimulatedZKTerminal {
        var configuration = SimulatedZKTerminal.Configuration()
        configuration.people = people
        configuration.layout = layout
        configuration.userWidth = layout.usualUserWidth
        configuration.clock.now = { now / 1000 }
        change(&configuration)
        return SimulatedZKTerminal(
            configuration, log: SimulatedZKTerminal.madeLog(of: people, rows: rows, now: now))
    }

    static var quick: TerminalTimes {
        var times = TerminalTimes()
        times.connect = .seconds(2)
        times.answer = .seconds(4)
        times.datagram = .milliseconds(400)
        times.farewell = .seconds(1)
        return times
    }

    static func with<Value: Sendable>(
        _ terminal: SimulatedZKTerminal, _ transport: TerminalTransport = .tcp, key: UInt32 = 0,
        times: TerminalTimes = quick, _ body: (TerminalSession) async throws -> Value
    ) async throws -> Value {
        try await terminal.serving { port in
            let session = try await TerminalSession.open(
                TerminalAddress(host: "127.0.0.1", port: port), transport, key: key, times: times)
            do {
                let value = try await body(session)
                await session.close()
                return value
            } catch {
                await session.close()
                throw error
            }
        }
    }

    /// What the terminal keeps and what was read of it are the same, record for record.
    static func expectSame(_ log: AttendanceLog?, as terminal: SimulatedZKTerminal) {
        var read: [String] = []
        log?.forEach { record, _ in
            guard let record else { return read.append("–") }
            let person: String
            switch record.person {
            case .userID(let id): person = id
            case .slot(let slot): person = "#\(slot)"
            }
            let time = record.time
            read.append(
                "\(person) \(time.year)-\(time.month)-\(time.day) \(time.hour):\(time.minute):\(time.second) \(record.verify) \(record.state)"
            )
        }
        let tellsSlot = log?.layout.tellsSlotOnly == true
        let kept = terminal.log.map { punch in
            let time = punch.time
            return
                "\(tellsSlot ? "#\(punch.uid)" : punch.userID) \(time.year)-\(time.month)-\(time.day) \(time.hour):\(time.minute):\(time.second) \(punch.verify) \(punch.state)"
        }
        #expect(read == kept)
    }

    @Test(arguments: SimulatedZKTerminal.LogLayout.allCases, TerminalTransport.allCases)
    func aLogOfEveryLayoutIsReadWhole(
        _ layout: SimulatedZKTerminal.LogLayout, _ transport: TerminalTransport
    ) async throws {
        let terminal = SessionTests.terminal(layout, rows: 1500)
        let log = try await SessionTests.with(terminal, transport) { try await $0.log(.nothing) }
        #expect(log?.layout.rawValue == layout.rawValue)
        SessionTests.expectSame(log, as: terminal)
        #expect(terminal.forbidden.isEmpty)
        #expect(terminal.openSessions == 0)
        #expect(!terminal.isDisabled)
    }

    @Test(arguments: TerminalTransport.allCases)
    func aLittleLogComesAtOnce(_ transport: TerminalTransport) async throws {
        let terminal = SessionTests.terminal(rows: 6)
        let log = try await SessionTests.with(terminal, transport) { try await $0.log(.nothing) }
        SessionTests.expectSame(log, as: terminal)
        #expect(!terminal.requests.contains(1504))
    }

    @Test func anEmptyLogIsNone() async throws {
        let log = try await SessionTests.with(SessionTests.terminal(rows: 0)) { try await $0.log(.nothing) }
        #expect(log == nil)
    }

    @Test(arguments: TerminalTransport.allCases)
    func aFirmwareWithoutChunksIsReadDirectly(_ transport: TerminalTransport) async throws {
        for rows in [0, 5, 400] {
            let terminal = SessionTests.terminal(rows: rows) { $0.read.isDirectOnly = true }
            let log = try await SessionTests.with(terminal, transport) { try await $0.log(.nothing) }
            SessionTests.expectSame(log, as: terminal)
        }
    }

    @Test(
        arguments: [
            SimulatedZKTerminal.ChunkStyle.bare, .framed(pieceBytes: nil), .framed(pieceBytes: 100),
            .framed(pieceBytes: 7),
        ], SimulatedZKTerminal.PacketOrderCase.allCases)
    func chunksAreReadHoweverTheyArePacked(
        _ style: SimulatedZKTerminal.ChunkStyle, _ order: SimulatedZKTerminal.PacketOrderCase
    ) async throws {
        for transport in TerminalTransport.allCases {
            let terminal = SessionTests.terminal(rows: 60) {
                $0.read.chunks = style
                $0.read.order = order.order
            }
            let log = try await SessionTests.with(terminal, transport) { try await $0.log(.nothing) }
            SessionTests.expectSame(log, as: terminal)
        }
    }

    @Test(arguments: [1, 3, 8, 9, 1000])
    func aStreamIsReadHoweverItIsCut(_ piece: Int) async throws {
        let terminal = SessionTests.terminal(rows: piece == 1 ? 30 : 300) { $0.tcp.pieceBytes = piece }
        let log = try await SessionTests.with(terminal) { try await $0.log(.nothing) }
        SessionTests.expectSame(log, as: terminal)
    }

    @Test(arguments: 1...6)
    func datagramsThatAreLostDoubledAndExchangedMakeNoFalseRecord(_ seed: Int) async throws {
        let terminal = SessionTests.terminal(rows: 400) {
            $0.datagrams.loss = 0.04
            $0.datagrams.requestLoss = 0.04
            $0.datagrams.doubling = 0.1
            $0.datagrams.reordering = 0.1
            $0.datagrams.seed = UInt64(seed)
        }
        let log = try await SessionTests.with(terminal, .udp) { try await $0.log(.nothing) }
        SessionTests.expectSame(log, as: terminal)
    }

    @Test func piecesOfOneDatagramChunkAreBelievedOnlyWhenTheyComeTwiceAlike() async throws {
        // A terminal that answers small chunks in smaller pieces, on a network that exchanges them.
        let terminal = SessionTests.terminal(rows: 100) {
            $0.read.chunks = .framed(pieceBytes: 256)
            $0.datagrams.reordering = 0.05
        }
        do {
            let log = try await SessionTests.with(terminal, .udp) { try await $0.log(.nothing) }
            SessionTests.expectSame(log, as: terminal)
        } catch let failure as TerminalFailure {
            #expect(failure.step == .log)
        }
    }

    // MARK: Keys

    @Test(arguments: TerminalTransport.allCases)
    func aCommKeyOpensTheSession(_ transport: TerminalTransport) async throws {
        let terminal = SessionTests.terminal { $0.commKey = 123_456 }
        let identity = try await SessionTests.with(terminal, transport, key: 123_456) { try await $0.identity() }
        #expect(identity.serialNumber == "CQZ7225160001")
        #expect(identity.firmware == "Ver 6.60 Oct 25 2022")
        #expect(terminal.unauthenticatedRequests == 0)
    }

    @Test(arguments: [(UInt32(0), false), (1234, true)])
    func aWrongKeyIsToldFromAMissingOne(_ row: (UInt32, Bool)) async throws {
        let terminal = SessionTests.terminal { $0.commKey = 55 }
        await #expect(throws: TerminalFailure(.keyRefused(given: row.1), at: .authenticate)) {
            try await SessionTests.with(terminal, key: row.0) { _ in }
        }
    }

    // MARK: Faults

    @Test func aRowThatIsAddedWhileTheLogIsReadShiftsNothing() async throws {
        for (rows, added) in [(39, 1), (40, 8), (40, 9), (100, 3)] {
            let terminal = SessionTests.terminal(rows: rows)
            let late = SimulatedZKTerminal.madeLog(
                of: SessionTests.people, rows: added, now: SessionTests.now + 3_600_000)
            terminal.faults.order(.punches(late), on: .logRead)
            let log = try await SessionTests.with(terminal) { try await $0.log(.nothing) }
            #expect(log?.layout == .bytes40)
            #expect(log?.count == rows + added)
            SessionTests.expectSame(log, as: terminal)
        }
    }

    @Test func eventsWithinAnAnswerAreNoPartOfIt() async throws {
        let terminal = SessionTests.terminal(rows: 4000)
        let inside = SimulatedZKTerminal.madeLog(of: SessionTests.people, rows: 3, now: SessionTests.now + 3_600_000)
        terminal.faults.order(.eventsInside(inside), on: .logChunk)
        try await SessionTests.with(terminal) { session in
            try await session.listen()
            let log = try await session.log(.nothing)
            SessionTests.expectSame(log, as: terminal)
            for _ in inside {
                let heard = try await session.nextEvent(within: .seconds(20))
                guard case .punch? = heard?.event else {
                    Issue.record("no event")
                    return
                }
            }
        }
    }

    @Test(arguments: [
        SimulatedZKTerminal.Fault.wrongChecksum, .garbage([1, 2, 3]), .garbage([UInt8](repeating: 0x50, count: 4000)),
        .garbage([0x50, 0x50, 0x82, 0x7D, 0xFF, 0xFF, 0xFF, 0x7F]), .cutAfter(3), .cutAfter(20), .cutAfter(500),
        .hang, .lostAnswer, .wrongReplyNumber(by: 1), .wrongSession, .promise(10 << 20), .promise(.max),
        .chunkOff(by: -40, announced: true), .chunkOff(by: 40, announced: false), .answer(2001), .answer(0xFFFF),
        .answer(2005), .answer(1501, data: [1]),
    ])
    func whatGoesWrongWithTheLogIsAFailureAndNeverAFalseRecord(_ fault: SimulatedZKTerminal.Fault) async throws {
        for transport in TerminalTransport.allCases {
            for occasion in [SimulatedZKTerminal.Occasion.logRead, .logChunk] {
                let terminal = SessionTests.terminal(rows: 100)
                terminal.faults.order(fault, on: occasion)
                do {
                    let log = try await SessionTests.with(terminal, transport) { try await $0.log(.nothing) }
                    SessionTests.expectSame(log, as: terminal)
                } catch let failure as TerminalFailure {
                    #expect(failure.step == .log || failure.step == .sizes)
                }
                #expect(!terminal.isDisabled)
                #expect(terminal.forbidden.isEmpty)
            }
        }
    }

    @Test func aTerminalThatSaysNothingIsGivenUp() async throws {
        let terminal = SessionTests.terminal()
        try await terminal.serving { port in
            terminal.goSilent(true)
            for transport in TerminalTransport.allCases {
                await #expect(throws: TerminalFailure(.noAnswer, at: .connect)) {
                    _ = try await TerminalSession.open(
                        TerminalAddress(host: "127.0.0.1", port: port), transport, times: SessionTests.quick)
                }
            }
        }
    }

    @Test func aClosedPortAndAnUnknownNameAreTold() async throws {
        let port = try await SessionTests.terminal().serving { $0 }
        for transport in TerminalTransport.allCases {
            await #expect(throws: TerminalFailure(.portClosed, at: .connect)) {
                _ = try await TerminalSession.open(
                    TerminalAddress(host: "127.0.0.1", port: port), transport, times: SessionTests.quick)
            }
        }
        await #expect(throws: TerminalFailure(.unknownHost, at: .connect)) {
            _ = try await TerminalSession.open(
                TerminalAddress(host: "no-such-terminal.invalid", port: 4370), .tcp, times: SessionTests.quick)
        }
    }

    @Test func anAccessPanelIsTold() async throws {
        await #expect(throws: TerminalFailure(.accessPanel, at: .connect)) {
            try await SessionTests.with(SessionTests.terminal { $0.isAccessPanel = true }) { _ in }
        }
    }

    @Test func aCancelledReadingEndsItsSession() async throws {
        let terminal = SessionTests.terminal(rows: 4000)
        terminal.faults.order(.hang, on: .logChunk)
        try await terminal.serving { port in
            let task = Task {
                let session = try await TerminalSession.open(
                    TerminalAddress(host: "127.0.0.1", port: port), .tcp)
                defer { Task { await session.close() } }
                _ = try await session.log(.nothing)
            }
            let isAsked = try await eventually { terminal.requests.contains(1504) }
            #expect(isAsked)
            task.cancel()
            await #expect(throws: TerminalFailure.self) { try await task.value }
            for _ in 0..<1500 where terminal.openSessions > 0 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(terminal.openSessions == 0)
            #expect(terminal.requests.contains(1001))
        }
    }

    @Test(arguments: TerminalTransport.allCases)
    func aFullLogThatMovesWhileItIsReadMakesNoFalseRecord(_ transport: TerminalTransport) async throws {
        for layout in [SimulatedZKTerminal.LogLayout.forty, .fortyNine] {
            let terminal = SessionTests.terminal(layout, rows: 6000) {
                $0.capacities.log = 6000
                $0.read.isSnapshot = false
            }
            let late = SimulatedZKTerminal.madeLog(
                of: SessionTests.people, rows: 1, now: SessionTests.now + 3_600_000)
            terminal.faults.order(.punches(late), on: .logChunk, skipping: 2)
            let log = try await SessionTests.with(terminal, transport) { try await $0.log(.nothing) }
            SessionTests.expectSame(log, as: terminal)
        }
    }

    @Test(arguments: TerminalTransport.allCases)
    func aSessionIsEndedAlsoWhereTheTerminalDoesNotAnswerEverything(_ transport: TerminalTransport) async throws {
        let terminal = SessionTests.terminal()
        terminal.faults.order(.hang, on: .command(1002), times: 9)
        _ = try await SessionTests.with(terminal, transport) { try await $0.sizes() }
        #expect(terminal.openSessions == 0)
    }

    @Test func usersThatAreCountedAndNotSentAreAFailure() async throws {
        let terminal = SessionTests.terminal(.eightA)
        terminal.faults.order(.answer(2000), on: .userRead)
        await #expect(throws: TerminalFailure(.incomplete(got: 0, promised: 20), at: .users)) {
            try await SessionTests.with(terminal) { try await $0.users() }
        }
    }

    @Test func aClockThatIsFarBehindDoesNotMakeALogImplausible() async throws {
        let terminal = SessionTests.terminal { $0.clock.offsetSeconds = -26 * 365 * 86_400 }
        let now = TerminalTime(year: 2026, month: 10, day: 20, hour: 9, minute: 0, second: 0)
        let log = try await SessionTests.with(terminal) { try await $0.log(.nothing, now: now) }
        #expect(log?.count == 300)
    }

    @Test func aTerminalThatForgotTheSessionIsNotSaidToRefuseTheKey() async throws {
        let terminal = SessionTests.terminal()
        await #expect(throws: TerminalFailure(.connectionLost, at: .sizes)) {
            try await SessionTests.with(terminal, .udp) { session in
                terminal.drop()
                _ = try await session.sizes()
            }
        }
    }

    // MARK: Events

    @Test(arguments: SimulatedZKTerminal.EventLayout.allCases)
    func aPunchIsToldWhileItHappens(_ layout: SimulatedZKTerminal.EventLayout) async throws {
        let terminal = SessionTests.terminal { $0.eventLayout = layout }
        try await SessionTests.with(terminal) { session in
            try await session.listen()
            terminal.punch(userID: "7")
            let heard = try #require(try await session.nextEvent(within: .seconds(20)))
            try await session.acknowledgeEvent()
            if [10, 14].contains(layout.rawValue) {
                #expect(heard.event == .punchUnnamed)
            } else {
                guard case .punch(let punch) = heard.event else {
                    Issue.record("\(heard.event)")
                    return
                }
                #expect(punch.userID == "7")
                let time = terminal.localTime
                #expect(
                    punch.time
                        == TerminalTime(
                            year: time.year, month: time.month, day: time.day, hour: time.hour, minute: time.minute,
                            second: time.second))
            }
            #expect(try await session.nextEvent(within: .milliseconds(50)) == nil)
            for _ in 0..<2000 where terminal.acknowledgedEvents == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(terminal.acknowledgedEvents == 1)
        }
    }

    @Test func usersOfBothWidthsAreRead() async throws {
        for width in [28, 72] {
            for transport in TerminalTransport.allCases {
                let terminal = SessionTests.terminal { $0.userWidth = width }
                let users = try await SessionTests.with(terminal, transport) { try await $0.users() }
                #expect(users?.map(\.userID) == SessionTests.people.map(\.userID))
                if width == 72 { #expect(users?.first?.name.isEmpty == false) }
            }
        }
    }

    @Test func aWidthOfUsersThatNobodyKnowsIsNone() async throws {
        let users = try await SessionTests.with(SessionTests.terminal { $0.userWidth = 120 }) { try await $0.users() }
        #expect(users == nil)
    }
}

extension SimulatedZKTerminal {
    /// The orders by name, for arguments.
    enum PacketOrderCase: CaseIterable {
        case usual, endFirst, startLast

        var order: PacketOrder {
            switch self {
            case .usual: .usual
            case .endFirst: .endFirst
            case .startLast: .startLast
            }
        }
    }
}
