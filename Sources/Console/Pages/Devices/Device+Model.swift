import Access
import Attendance
import AttendanceHub
import ConnectorKit

/// One device: how it is, how it is set up, and its last runs.
struct DevicePage: PageModel {
    static let template = "device"
    static let livePart: String? = "device-runs"

    struct Fact: Sendable {
        let name: String
        let value: String
    }

    struct Run: Sendable {
        let begun: String
        let cause: String
        let window: String
        let fetched: String
        let new: String
        let known: String
        let skipped: String
        let outcome: String
    }

    let id: Int64
    let name: String
    let card: [DeviceCard]
    let facts: [Fact]
    let hook: HookBox?
    let tags: [PunchesPage.Link]
    let hasTags: Bool
    /// When it is read by itself, how far back, and when next.
    let rhythm: String
    let lastTry: String
    /// How the last try went; empty before the first.
    let lastOutcome: String
    let lastSuccess: String
    let runs: [Run]
    let mayWrite: Bool
    let token: String
}

extension DevicePage {
    /// - Parameters:
    ///   - secretNames: of the secrets that the device has.
    ///   - hook: its webhook; nil where its kind has none or the reader may not see it.
    ///   - terminal: what is known of its terminal by its own calls; nil where none called.
    init(
        _ device: Device, _ looks: DeviceLooks, secretNames: [String], hook: HookBox?, terminal: TerminalContact? = nil,
        rhythm: DeviceRhythm, runs: [SyncRun], now: Instant, for reader: Reader
    ) {
        let kind = looks.kinds[device.kind]
        id = device.id
        name = device.name
        card = [looks.card(of: device, for: reader)]
        let line = kind?.listener?.isWanted(device.fields) == true ? looks.listening.contains(device.id) : nil
        facts =
            DevicePage.facts(of: device, kind?.fields ?? FieldSet([]), secretNames, isListening: line, reader)
            + (terminal.map { DevicePage.facts(of: $0, in: device.zone, reader) } ?? [])
        self.hook = hook
        let words = kind?.skipWords ?? SkipWords()
        self.runs = runs.map { Run($0, in: device.zone, words, reader) }
        tags = device.tags.words.map { tag in
            PunchesPage.Link(address: DeviceSearch().changed { $0.tag = tag }.address, text: tag)
        }
        hasTags = !tags.isEmpty
        self.rhythm = rhythm.words(now: now) { Texts.time($0, in: device.zone) }[reader.language]
        let last = device.lastRun
        lastTry = Texts.time(last.map { $0.endedAt ?? $0.startedAt }, in: device.zone)
        lastOutcome = last.map { Run($0, in: device.zone, words, reader).outcome } ?? ""
        lastSuccess = Texts.time(device.lastSuccessAt, in: device.zone)
        mayWrite = reader.may(.devicesWrite)
        token = reader.formToken
    }

    /// What the device told of itself.
    ///
    /// - Parameter isListening: whether it is heard while punches happen; nil where it is not to be.
    private static func told(_ device: Device, isListening: Bool?, _ reader: Reader) -> [Fact] {
        let facts = device.facts ?? DeviceFacts()
        let line = isListening.map {
            $0 ? reader.say("connected", "đang kết nối") : reader.say("not connected", "chưa kết nối")
        }
        let number = { (value: Int) in Texts.number(value, reader.language) }
        let punches = facts.records.map { records in
            facts.recordCapacity.map { "\(number(records)) / \(number($0))" } ?? number(records)
        }
        let clock = facts.clockDrift.map { drift in
            guard facts.wrongClock != nil else { return reader.say("right", "đúng giờ") }
            let words = ClockSkew.words(drift)[reader.language]
            return drift > .zero
                ? reader.say("\(words) ahead", "nhanh \(words)") : reader.say("\(words) behind", "chậm \(words)")
        }
        let rows: [(String, String?)] = [
            (reader.say("Real time", "Thời gian thực"), line), (reader.say("Model", "Kiểu máy"), facts.model),
            (reader.say("Firmware", "Firmware"), facts.firmware),
            (reader.say("People at the device", "Người dùng trên máy"), facts.users.map(number)),
            (reader.say("Punches at the device", "Bản ghi trên máy"), punches),
            (reader.say("Clock of the device", "Đồng hồ của máy"), clock),
            (
                reader.say("Last contact", "Liên lạc lần cuối"),
                facts.heardAt.map { Texts.time($0, in: device.zone) }
            ),
        ]
        return rows.compactMap { row in row.1.map { Fact(name: row.0, value: $0) } }
    }

    private static func facts(
        of device: Device, _ fields: FieldSet, _ secretNames: [String], isListening: Bool?, _ reader: Reader
    ) -> [Fact] {
        let clients = device.hrClients.isEmpty ? "–" : device.hrClients.joined(separator: ", ")
        return told(device, isListening: isListening, reader) + [
            Fact(name: reader.say("Time zone", "Múi giờ"), value: device.zone.identifier),
            Fact(name: reader.say("HR clients", "HRM client"), value: clients),
            Fact(name: reader.say("Sync from", "Đồng bộ từ"), value: device.syncFrom.map(Texts.date) ?? "–"),
        ]
            + fields.specifications.compactMap { field in
                let label = field.label[reader.language]
                if field.isSecret {
                    return secretNames.contains(field.name)
                        ? Fact(name: label, value: reader.say("(stored)", "(đã lưu)")) : nil
                }
                let values = device.fields.all(field.name).map { value in
                    guard case .windowRule = field.format else { return value }
                    return WindowRule(value)?.spoken[reader.language] ?? value
                }
                return values.isEmpty ? nil : Fact(name: label, value: values.joined(separator: ", "))
            }
    }
}

extension DevicePage {
    /// What a terminal's own calls tell of it.
    private static func facts(of terminal: TerminalContact, in zone: Zone, _ reader: Reader) -> [Fact] {
        let lines =
            Texts.number(terminal.lines, reader.language)
            + (terminal.undecodable > 0
                ? reader.say(
                    " (\(terminal.undecodable) not readable, kept as they came)",
                    " (\(terminal.undecodable) dòng không đọc được, giữ nguyên)") : "")
        let names: [(TerminalFacts.Name, String)] = [
            (.model, reader.say("Model", "Kiểu máy")), (.firmware, reader.say("Firmware", "Firmware")),
            (.users, reader.say("People on the terminal", "Số người trên máy")),
            (.records, reader.say("Records on the terminal", "Số bản ghi trên máy")),
            (.capacity, reader.say("Room for records", "Sức chứa bản ghi")),
        ]
        return [
            Fact(name: reader.say("Last call", "Lần gọi cuối"), value: Texts.time(terminal.lastAt, in: zone)),
            Fact(
                name: reader.say("Called from", "Gọi từ địa chỉ"),
                value: terminal.address.isEmpty ? "–" : terminal.address),
            Fact(name: reader.say("Lines taken", "Số dòng đã nhận"), value: lines),
        ]
            + names.compactMap { name, label in terminal.facts[name].map { Fact(name: label, value: $0) } }
    }
}

extension DevicePage.Run {
    fileprivate init(_ run: SyncRun, in zone: Zone, _ words: SkipWords, _ reader: Reader) {
        begun = Texts.time(run.startedAt, in: zone)
        cause = run.why[reader.language]
        window = run.window.map { "\(Texts.time($0.from, in: zone)) – \(Texts.time($0.to, in: zone))" } ?? ""
        fetched = Texts.number(run.fetched, reader.language)
        new = Texts.number(run.new, reader.language)
        known = Texts.number(run.duplicates, reader.language)
        skipped = words.list(run.skipped)[reader.language]
        outcome =
            switch run.ok {
            case true: reader.say("done", "xong")
            case false: run.error?[reader.language] ?? reader.say("failed", "lỗi")
            case nil: reader.say("not ended", "chưa kết thúc")
            }
    }
}

extension SyncRun {
    /// Why it was started, and by whom.
    fileprivate var why: Phrase {
        let why: Phrase =
            switch cause {
            case .periodic: Phrase(en: "timed", vi: "tự động")
            case .all: Phrase(en: "all devices", vi: "tất cả thiết bị")
            case .device where isAsked: Phrase(en: "chosen dates", vi: "theo ngày đã chọn")
            case .device, nil: Phrase(en: "by hand", vi: "thủ công")
            }
        return switch actor {
        case nil, .schedule: why
        case .command: why + Phrase(en: ", command line", vi: ", dòng lệnh")
        case .some(let actor): why + Phrase(verbatim: ", \(actor.name)")
        }
    }
}
