/// What a vendor's records say of the time of a punch, and so what a corrected zone of the device changes in those that are
/// stored.
public enum RecordedTime: Hashable, Sendable {
    /// The instant alone: wall clocks follow the zone.
    case instant
    /// The device's wall clock alone: instants follow the zone.
    case wallClock
    /// Both: nothing follows.
    case both
}
