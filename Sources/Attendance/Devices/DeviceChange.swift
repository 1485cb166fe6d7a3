/// What an edit makes of a device besides what is written down.
public struct DeviceChange: Hashable, Sendable {
    /// It reads another source, of which nobody knows how far it was read.
    public let isOtherSource: Bool
    /// A secret that was meant for one vendor is not sent to the next.
    public let dropsSecrets: Bool
    /// The next run fetches from *sync from*.
    public let asksForHistory: Bool
    /// What the device's records say of time, where the rest of its punches follows the corrected zone; nil where nothing
    /// does.
    public let reinterprets: RecordedTime?

    /// - Parameter sourceID: the source that the draft reads.
    public init(of device: Device, to draft: DeviceDraft, reading sourceID: Int64) {
        isOtherSource = sourceID != device.sourceID
        dropsSecrets = draft.kind != device.kind
        asksForHistory = draft.syncFrom != nil && draft.syncFrom != device.syncFrom
        let isCorrected = !isOtherSource && draft.zone != device.zone
        reinterprets = isCorrected && draft.recordedTime != .both ? draft.recordedTime : nil
    }
}
