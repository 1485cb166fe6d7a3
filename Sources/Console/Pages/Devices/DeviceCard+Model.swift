import Access
import Attendance
import AttendanceHub
import ConnectorKit
import Store
import SyncEngine
import Wire

/// A device's card: the same texts on the page and in live updates.
struct DeviceCard: Sendable {
    let id: Int64
    let name: String
    var kind: String
    var identityLabel = "ID"
    let identity: String
    /// With commas; nil where it has none.
    var tagLine: String?
    /// Of the last run that ended; 0 before the first.
    var lastRun: Int64 = 0
    let state: String
    let tone: String
    let reason: String
    /// What else its owner should know; empty when nothing.
    let warning: String
    /// The same in a few words, for a table.
    let briefWarning: String
    let count: String
    let lastSync: String
    let latestCode: String
    let latestAt: String
    let completeUpTo: String
    /// How late a record may come and still be read.
    var lookBack = ""
    let progress: String
    let isSyncing: Bool
    let share: String?
    let isEnabled: Bool
    let isPaused: Bool
    var maySync = false
    var mayWrite = false
    var token = ""
}

extension DeviceCard {
    init(_ device: Device, _ health: DeviceHealth, _ warnings: [Warning], _ language: Language) {
        id = device.id
        name = device.name
        kind = device.kind
        identity = device.identity
        lastRun = device.lastRun?.id ?? 0
        tagLine = device.tags.isEmpty ? nil : device.tags.text
        state = health.word[language]
        tone = health.tone
        reason = health.reason?[language] ?? ""
        warning = warnings.paragraph(language) ?? ""
        briefWarning = warnings.briefly(language) ?? ""
        count =
            Texts.number(device.punchCount, language) + " "
            + Phrase(en: device.punchCount == 1 ? "punch" : "punches", vi: "bản ghi")[language]
        lastSync = Texts.time(device.lastSuccessAt, of: device)
        latestCode = device.latestDeliveryCode ?? "–"
        latestAt = Texts.time(device.latestDeliveryAt, of: device)
        completeUpTo = Texts.time(device.completeUpTo, of: device)
        isEnabled = device.isEnabled
        isPaused = device.isPaused
        if case .syncing(let fetched, let expected) = health {
            isSyncing = true
            share = expected.flatMap { $0 > 0 ? String(min(1, Double(fetched) / Double($0))) : nil }
            let of = expected.map { " / " + Texts.number($0, language) } ?? ""
            progress = Texts.number(fetched, language) + of + Phrase(en: " read", vi: " bản ghi đã đọc")[language]
        } else {
            isSyncing = false
            share = nil
            progress = ""
        }
    }

    /// What the page's script shows.
    var live: JSONValue {
        let texts: [(String, String)] = [
            ("state", state), ("reason", reason), ("warning", warning),
            ("briefWarning", briefWarning), ("count", count), ("lastSync", lastSync),
            ("latestCode", latestCode),
            ("latestAt", latestAt), ("completeUpTo", completeUpTo), ("progress", progress),
        ]
        return [
            "id": .integer(id), "run": .integer(lastRun), "tone": .string(tone), "isSyncing": .bool(isSyncing),
            "share": share.flatMap { Double($0) }.map { .double($0) } ?? .null,
            "texts": .object(texts.map { JSONValue.Member($0.0, .string($0.1)) }),
        ]
    }
}

extension DeviceHealth {
    /// How its word is coloured.
    var tone: String {
        switch self {
        case .syncing: "busy"
        case .needsAttention: "bad"
        case .silent, .retrying: "warn"
        case .fine: "good"
        case .disabled, .paused, .new: ""
        }
    }
}

extension DeviceCard {
    /// A device's card for one reader.
    ///
    /// - Parameter kind: nil for a kind that this version does not know.
    init(
        _ device: Device, _ health: DeviceHealth, _ warnings: [Warning], of kind: DeviceKind?, for reader: Reader
    ) {
        self.init(device, health, warnings, reader.language)
        self.kind = kind?.title[reader.language] ?? device.kind
        identityLabel = kind?.identityLabel ?? "ID"
        let late = kind.map { $0.lateRecords ?? PolicyFields.policy($0.policy, with: device.fields).lookBackNote }
        lookBack = late?[reader.language] ?? ""
        maySync = reader.may(.sync)
        mayWrite = reader.may(.devicesWrite)
        token = reader.formToken
    }
}

extension SyncPolicy {
    /// What *complete up to* promises, and what it does not.
    fileprivate var lookBackNote: Phrase {
        let rule = (lookBack ?? periodic).spoken
        return Phrase(
            en: "Records that reach the vendor late (\(rule.en)) are read again once an hour and after every outage.",
            vi: "Bản ghi về máy chủ của hãng trễ (\(rule.vi)) được đọc lại mỗi giờ và sau mỗi lần gián đoạn.")
    }
}

extension Warnings {
    /// A device's warnings with times as pages write them, in the device's own zone.
    func shown(of device: Device) -> [Warning] { of(device) { Texts.time($0, in: device.zone) } }
}
