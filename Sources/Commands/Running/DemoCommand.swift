import ArgumentParser
import Attendance
import AttendanceHub
import Foundation
import LocalNetwork
import Simulators
import Store
import SyncEngine
import Wire

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Show the main job on simulated vendors, in a throw-away data directory.")

    @Flag(help: "End after the counts.") var once = false
    @Option(help: ArgumentHelp("Where to listen afterwards.", valueName: "host:port"))
    var listen = ListenAddress.loopback
    @Flag(help: "One JSON document on standard output.") var json = false

    func run() async throws {
        let demo = Demo(json: json, once: once, listen: listen)
        let directory = FileManager.default.temporaryDirectory.appending(path: "rollcall-demo-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        var common = CommonOptions()
        common.data = directory.path
        common.json = json
        try await Session.with(common) { try await demo.run($0, directory: directory) }
    }
}

/// The demonstration: a Hanet place, a Nuveq account and two terminals of a small company, one that is read and one that
/// pushes by itself to the server, delivered to Base Check-in and a file.
struct Demo: Sendable {
    let json: Bool
    let once: Bool
    let listen: ListenAddress

    static let people = 24
    /// Two months less a little, within Nuveq's limit of three on every date.
    static let days = 60

    func run(_ session: Session, directory: URL) async throws {
        let now = Instant.now
        let hanet = HanetSimulator()
        hanet.setPlace(
            "13433", name: "Văn phòng Hà Nội",
            .realistic(people: Demo.people, days: Demo.days, now: now.milliseconds))
        let nuveq = NuveqSimulator()
        nuveq.setEvents(NuveqSimulator.realistic(people: Demo.people, days: Demo.days, now: now.milliseconds))
        let base = BaseCheckinSimulator(codes: Demo.codesKnownToHR)
        let terminal = Demo.terminal(now)
        try await SimulatedServer.serving([hanet, nuveq, base]) { [self] addresses in
            try await terminal.serving { port in
                tell(
                    session,
                    Phrase(
                        en: "Simulated Hanet, Nuveq, a ZKTeco terminal and Base Check-in answer on this machine.",
                        vi: "Hanet, Nuveq, máy chấm công ZKTeco và Base Check-in mô phỏng đang chạy trên máy này."))
                try await configure(session, addresses, terminalPort: port, directory, now)
                try await move(session)
                try await show(session, directory)
                guard !once else { return }
                try await serve(session, terminal, now)
            }
        }
    }

    /// Serves until somebody stops it; somebody punches at both terminals now and then.
    private func serve(_ session: Session, _ terminal: SimulatedZKTerminal, _ now: Instant) async throws {
        let server = AsyncStream<String>.makeStream()
        let gate = DeviceEntry(
            name: "Cổng Đà Nẵng", kind: "zkteco-push", values: FieldValues(["serial-number": [Demo.gateSerial]]),
            hrClients: ["Base HRM", "Payroll file"])
        _ = try await session.hub.add(gate, act: Act(by: .machine(.demo), at: now))
        async let _ = SimulatedTerminals.run()
        async let _ = Demo.punch(at: terminal)
        async let _ = Demo.push(to: server.stream, now)
        tell(
            session,
            Phrase(
                en:
                    "The schedule runs from here, somebody punches at both ZKTeco terminals every 20 seconds (one is read, one pushes by itself), and seven simulated Hikvision devices answer on this machine (the password of each: \(SimulatedSite.password)). Ctrl-C ends the demo.",
                vi:
                    "Lịch đồng bộ đang chạy, cứ 20 giây có người chấm công tại hai máy ZKTeco (một máy được đọc, một máy tự đẩy), và bảy thiết bị Hikvision mô phỏng trả lời trên máy này (mật khẩu mỗi thiết bị: \(SimulatedSite.password)). Ctrl-C để kết thúc."
            ))
        try await Serving.run(
            session, listen, try SecurityOptions.parse([]), terminals: .anyOfLoopback, simulators: nil,
            localDevices: LocalDevices(interface: SimulatedTerminals.interface),
            startedTerminals: { server.continuation.yield($0) })
    }

    private static let gateSerial = "SIM0001"

    /// A terminal that pushes its log to the server, and each punch when it happens.
    private static func push(to servers: AsyncStream<String>, _ now: Instant) async {
        for await server in servers {
            let terminal = PushTerminal(
                gateSerial, server: server,
                log: PushTerminal.realisticLog(people: people, days: days, now: now.milliseconds))
            let known = SimulatedPeople.employees(people).filter { !$0.code.isEmpty }
            for person in known { await terminal.enroll(person.code, person.name) }
            async let _ = terminal.run(every: .seconds(3))
            while (try? await Task.sleep(for: .seconds(20))) != nil {
                let wall = WorkingHours.wall(Instant.now.milliseconds)
                if let person = known.randomElement() {
                    await terminal.record(PushRecord(person.code, at: "\(wall.date) \(wall.time)"))
                }
            }
        }
    }

    private static func punch(at terminal: SimulatedZKTerminal) async {
        let people = terminal.configuration.people
        while (try? await Task.sleep(for: .seconds(20))) != nil {
            if let person = people.randomElement() { terminal.punch(userID: person.userID) }
        }
    }

    private static func terminal(_ now: Instant) -> SimulatedZKTerminal {
        var configuration = SimulatedZKTerminal.Configuration()
        configuration.people = SimulatedZKTerminal.madePeople(people)
        return SimulatedZKTerminal(
            configuration,
            log: SimulatedZKTerminal.madeLog(of: configuration.people, days: days, now: now.milliseconds))
    }

    /// HR knows everybody but one: her punches are parked until somebody adds her.
    static var codesKnownToHR: Set<String> {
        var codes = Set<String>()
        for person in SimulatedPeople.employees(people).dropFirst(1) {
            let digits = person.code.drop { $0 == "0" }
            codes.insert(person.code.allSatisfy(\.isNumber) ? String(digits) : person.code)
        }
        return codes
    }

    private func configure(
        _ session: Session, _ addresses: [String], terminalPort: Int, _ directory: URL, _ now: Instant
    ) async throws {
        let act = Act(by: .machine(.demo), at: now)
        let base = HRClientEntry(
            name: "Base HRM", kind: "base-checkin",
            values: FieldValues(["token": ["base-token"], "base-url": [addresses[2]]]), by: .machine)
        let file = HRClientEntry(
            name: "Payroll file", kind: "file",
            values: FieldValues(["path": [directory.appending(path: "exports/punches.csv").path]]), by: .machine)
        for entry in [base, file] { _ = try await session.hub.add(entry, act: act) }
        let from = session.zone.date(at: now).adding(days: -(Demo.days - 1))
        let hanet = DeviceEntry(
            name: "Văn phòng Hà Nội", kind: "hanet",
            values: FieldValues(["token": ["hanet-token"], "place-id": ["13433"], "base-url": [addresses[0]]]),
            syncFrom: from, hrClients: ["Base HRM", "Payroll file"])
        let nuveq = DeviceEntry(
            name: "Kho Bình Dương", kind: "nuveq",
            values: FieldValues(["api-id": ["344"], "token-key": ["nuveq-key"], "base-url": [addresses[1]]]),
            syncFrom: from, hrClients: ["Base HRM", "Payroll file"])
        let terminal = DeviceEntry(
            name: "Xưởng Hưng Yên", kind: "zkteco",
            values: FieldValues(["host": ["127.0.0.1"], "port": [String(terminalPort)]]),
            syncFrom: from, hrClients: ["Base HRM", "Payroll file"])
        for entry in [hanet, nuveq, terminal] { _ = try await session.hub.add(entry, act: act) }
    }

    private func move(_ session: Session) async throws {
        let devices = try await session.store.devices.all()
        let reports = await session.engine.sync(devices, .undated(.all), by: .command) { note in
            Terminal.progress("\(note.device): \(note.fetched)")
        }
        Terminal.endProgress()
        for report in reports {
            if let error = report.error { throw RequestFailure(Phrase(verbatim: "\(report.device): ") + error) }
            tell(session, report.line)
        }
        let clients = try await session.store.hrClients.all()
        let passes = await session.engine.deliver(to: clients, .due, by: .command) { report in
            Terminal.progress("\(report.hrClient): \(report.delivered)")
        }
        Terminal.endProgress()
        for pass in passes {
            if let error = pass.error { throw RequestFailure(Phrase(verbatim: "\(pass.hrClient): ") + error) }
            tell(
                session,
                Phrase(
                    en: "\(pass.hrClient): \(pass.delivered) delivered, \(pass.parked) parked, \(pass.waiting) waiting",
                    vi: "\(pass.hrClient): đã gửi \(pass.delivered), tạm giữ \(pass.parked), đang chờ \(pass.waiting)"))
        }
    }

    private func show(_ session: Session, _ directory: URL) async throws {
        let status = try await session.store.status.status(from: nil, to: nil)
        if json {
            let report = try await session.hub.report(status)
            return Terminal.print(report.json(session.language, (from: nil, to: nil)))
        }
        let total = status.total
        session.say(
            Phrase(
                en:
                    "Total: \(total.pulled) punches pulled, \(total.delivered) delivered, \(total.waiting) waiting, \(total.parked) parked (people without an employee code, or unknown to HR).",
                vi:
                    "Tổng cộng: \(total.pulled) bản ghi đã đồng bộ, \(total.delivered) đã gửi, \(total.waiting) đang chờ, \(total.parked) tạm giữ (người chưa có mã chấm công, hoặc HRM chưa có mã đó)."
            ))
        if !once {
            session.say(
                Phrase(
                    en: "Look around in another terminal: rollcall --data \(directory.path) status",
                    vi: "Xem thêm ở cửa sổ khác: rollcall --data \(directory.path) status"))
        }
    }

    private func tell(_ session: Session, _ phrase: Phrase) {
        if json { session.note(phrase) } else { session.say(phrase) }
    }
}
