/// Whether a device is bound, with what says so.
///
/// Source: SADP contract 5.2: the device's own answer, then its announcement, then nothing.
public struct BindingVerdict: Hashable, Sendable {
    /// What the verdict rests on.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// The device was asked.
        case asked
        /// Its announcement says so.
        case announced
        /// Hik-Connect is switched off on it.
        case serviceOff
        case none
    }

    public let binding: BindingState
    public let hikConnect: DeviceAnnouncement.HikConnect
    public let source: Source

    /// From the announcement alone.
    public init(_ announcement: DeviceAnnouncement) {
        binding = announcement.binding
        hikConnect = announcement.hikConnect
        source = binding != .unknown ? .announced : hikConnect == .disabled ? .serviceOff : .none
    }

    /// From the device's answer; the announcement fills what the answer leaves open.
    public init(_ answer: SADPAnswer.BindingAnswer, of announcement: DeviceAnnouncement) {
        let announced = BindingVerdict(announcement)
        switch answer {
        case .bound: self.init(.bound, announced.hikConnect, .asked)
        case .notBound: self.init(.notBound, announced.hikConnect, .asked)
        case .serviceDisabled:
            self.init(announced.binding, .disabled, announced.binding == .unknown ? .serviceOff : .announced)
        case .serviceOffline: self.init(announced.binding, .offline, announced.source)
        case .notActivated, .failed: self = announced
        }
    }

    private init(_ binding: BindingState, _ hikConnect: DeviceAnnouncement.HikConnect, _ source: Source) {
        self.binding = binding
        self.hikConnect = hikConnect
        self.source = source
    }
}
