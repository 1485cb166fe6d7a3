import Attendance
import ConnectorKit
import Store
import SyncEngine
import Wire

/// Something that is not as its owner believes, said wherever one would look.
public struct Warning: Hashable, Sendable {
    /// Stable words for scripts.
    public enum Code: String, Sendable {
        /// The device's punches go nowhere.
        case noHRClient
        /// An HR client of the device takes nothing.
        case hrFailing
        /// This machine's clock is, or lately was, wrong.
        case clock
        /// History that is read only when a person asks.
        case unread
        /// Its terminal's serial number calls from two addresses.
        case addresses
        /// Calls in its terminal's name are refused.
        case callRefused
        /// Its terminal's records name another zone than the device has.
        case zone
        /// The device's own clock is wrong, and so are the times of its punches.
        case deviceClock
        /// The device will soon stop recording or overwrite its oldest punches.
        case nearlyFull
        /// Another device reads the same terminal.
        case enteredTwice
    }

    public let code: Code
    public let text: Phrase
    /// For a cell that has room for a few words; the text itself where there are no fewer.
    public let brief: Phrase

    /// - Parameter brief: nil where the text is as short as it can be.
    init(code: Code, text: Phrase, brief: Phrase? = nil) {
        self.code = code
        self.text = text
        self.brief = brief ?? text
    }

    public func json(_ language: Language) -> JSONValue {
        ["code": .string(code.rawValue), "text": .string(text[language])]
    }
}

/// All warnings at one moment.
public struct Warnings: Sendable {
    /// Of the machine and the program as a whole.
    public let general: [Warning]
    private let outages: [String: HROutage]
    private let disabled: Set<String>
    /// By device, as they are at `now`.
    private let terminals: [Int64: TerminalContact]
    private let now: Instant
    /// By device, the names of others that are the same terminal.
    private let twins: [Int64: [String]]

    public static let none = Warnings(incidents: [], clients: [])

    init(
        incidents: [ClockIncident], clients: [HRClient], terminals: [TerminalContact] = [],
        twins: [Int64: [String]] = [:], now: Instant = Instant(milliseconds: 0)
    ) {
        self.now = now
        self.twins = twins
        self.terminals = Dictionary(terminals.map { ($0.deviceID, $0) }) { first, _ in first }
        general = incidents.prefix(1).map { Warning(code: .clock, text: $0.text) }
        disabled = Set(clients.filter { !$0.isEnabled }.map(\.name))
        outages = Dictionary(clients.compactMap { HROutage($0) }.map { ($0.client, $0) }) { first, _ in first }
    }

    /// The HR clients that the device's punches go to: those attached that are not disabled.
    public func takers(of device: Device) -> [String] { device.hrClients.filter { !disabled.contains($0) } }

    /// - Parameter time: how the times of an outage are written.
    public func of(
        _ device: Device, _ time: (Instant) -> String = { Zone.vietnam.written($0) }
    ) -> [Warning] {
        var warnings: [Warning] = []
        if device.hrClients.isEmpty {
            warnings.append(
                Warning(
                    code: .noHRClient,
                    text: Phrase(
                        en: "No HR client is attached: its punches are kept here and go nowhere.",
                        vi: "Chưa gắn HRM client: bản ghi được giữ tại đây và không gửi đi đâu.")))
        }
        if !device.hrClients.isEmpty, disabled.isSuperset(of: device.hrClients) {
            warnings.append(
                Warning(
                    code: .noHRClient,
                    text: Phrase(
                        en: "Its HR clients are disabled: its punches are kept here and go nowhere.",
                        vi: "HRM client của thiết bị đang bị vô hiệu: bản ghi được giữ tại đây và không gửi đi đâu.")))
        }
        for outage in device.hrClients.compactMap({ outages[$0] }) {
            warnings.append(Warning(code: .hrFailing, text: outage.sentence(time), brief: outage.brief))
        }
        if let unread = device.unread {
            let from = device.zone.date(at: unread.from).written
            let to = device.zone.date(at: unread.to).written
            warnings.append(
                Warning(
                    code: .unread,
                    text: Phrase(
                        en:
                            "Records from \(from) to \(to) were not read, since nobody asked for so much history (was the clock wrong?). Sync from \(from) to read them.",
                        vi:
                            "Chưa đọc bản ghi từ \(from) đến \(to) vì khoảng quá dài mà chưa có ai yêu cầu (đồng hồ máy chủ đã sai?). Hãy đồng bộ từ \(from) để đọc."
                    )))
        }
        if let twins = twins[device.id], device.isEnabled {
            let names = twins.map { "“\($0)”" }.joined(separator: ", ")
            warnings.append(
                Warning(
                    code: .enteredTwice,
                    text: Phrase(
                        en:
                            "The same terminal is also entered as \(names): each of its punches is kept and sent once for either. Disable one of them.",
                        vi:
                            "Máy này còn được thêm với tên \(names): mỗi lượt chấm công bị lưu và gửi hai lần. Hãy vô hiệu một trong hai thiết bị."
                    )))
        }
        if let terminal = terminals[device.id] { warnings += TerminalWords.warnings(of: terminal, device, now) }
        if let drift = device.facts?.wrongClock {
            warnings.append(Warning(code: .deviceClock, text: DeviceFacts.sentence(wrongClock: drift)))
        }
        if let facts = device.facts, facts.isNearlyFull, let records = facts.records,
            let capacity = facts.recordCapacity
        {
            warnings.append(
                Warning(code: .nearlyFull, text: DeviceFacts.sentence(records: records, of: capacity)))
        }
        if let skew = device.clockSkew {
            warnings.append(Warning(code: .clock, text: ClockWords.differs(skew, from: device.name)))
        } else {
            warnings += general
        }
        return warnings
    }
}

extension Hub {
    /// What is not as its owner believes, at this moment.
    public func warnings() async throws(StoreFailure) -> Warnings {
        Warnings(
            incidents: try await store.clock.recent(now: engine.now()), clients: try await store.hrClients.all(),
            terminals: try await store.terminals.contacts(),
            twins: try await store.devices.twins(ofKinds: engine.deviceKinds.all.filter(\.isKnownBySerial).map(\.id)),
            now: engine.now())
    }
}

extension [Warning] {
    public func json(_ language: Language) -> JSONValue { .array(map { $0.json(language) }) }

    /// In one paragraph, for a card; nil without any.
    public func paragraph(_ language: Language) -> String? {
        isEmpty ? nil : map { $0.text[language] }.joined(separator: " ")
    }

    /// In as few words as there are, for a cell of a table; nil without any.
    public func briefly(_ language: Language) -> String? {
        isEmpty ? nil : map { $0.brief[language] }.joined(separator: " · ")
    }
}
