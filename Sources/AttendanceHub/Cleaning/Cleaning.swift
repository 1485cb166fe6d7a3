import Attendance
import ProgramSettings
import Store

/// Cleaning up, by whichever door: what is removed for good, and never without a word that it is meant.
public struct Cleaning: Sendable {
    let maintenance: MaintenanceRepository
    let settings: SettingsRepository

    /// Whoever cleans up says it, on a page, in a request or at a terminal.
    public static let confirmation = "yes"

    public init(_ store: Store) {
        maintenance = store.maintenance
        settings = store.settings
    }

    /// - Parameters:
    ///   - before: only what lies before it, a date or a wall clock in the program's own zone; nil is all.
    ///   - word: `confirmation`, else nothing is removed.
    /// - Returns: how many devices, punches or receipts are gone.
    /// - Throws: `RequestFailure` where it is not confirmed or takes no date, else the store's.
    @discardableResult
    public func remove(
        _ subject: CleaningSubject, before: TimeText? = nil, confirmedBy word: String, act: Act
    ) async throws -> Int {
        guard word.trimmed.lowercased() == Cleaning.confirmation else {
            throw RequestFailure(en: "nothing was removed", vi: "chưa xóa gì")
        }
        guard before == nil || subject.takesDate else {
            throw RequestFailure(
                en: "devices are removed whatever their age: leave the date out",
                vi: "thiết bị được xóa bất kể thời gian: hãy bỏ ngày")
        }
        let zone = try await settings.current().zone
        let end = before?.lowerBound(in: zone)
        return switch subject {
        case .devices: try await maintenance.cleanDevices(act: act)
        case .punches: try await maintenance.cleanPunches(before: end, act: act)
        case .pushHistory: try await maintenance.cleanPushHistory(before: end, act: act)
        }
    }
}
