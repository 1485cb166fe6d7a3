/// What an edit makes of a device besides what is written down.
public struct DeviceChange: Hashable, Sendable {
    /// It reads another source, of which nobody knows how far it was read.
    public let isOtherSource: Bool
    /// A secret that was meant for one vendor is not sent to the next.
    public let dropsSecrets: Bool
    /// The next run fetches from *sync from*.
    public let asksForHistory: Bool
    /// Its punches' wall clocks follow the corrected zone; their instants are the vendor's and stay.
    public let movesWallClocks: Bool

    /// - Parameter sourceID: the source that the draft reads.
    public init(of device: Device, to draft: DeviceDraft, reading sourceID: Int64) {
        isOtherSource = sourceID != device.sourceID
        dropsSecrets = draft.kind != device.kind
        asksForHistory = draft.syncFrom != nil && draft.syncFrom != device.syncFrom
        movesWallClocks = !isOtherSource && draft.wallClockFollowsZone && draft.zone != device.zone
    }
}
