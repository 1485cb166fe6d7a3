import Attendance
import Logging
import ProgramSettings
import Store

extension Engine {
    /// Compares the clock with what is stored here, and puts right what a clock that was ahead has left. Called when
    /// the data directory is opened, and now and then by a server.
    public func checkClock() async throws(StoreFailure) {
        let now = now()
        if let last = try await store.clock.lastInstant(), last > now + ClockSkew.tolerance {
            let behind = last.since(now)
            let words = ClockSkew.words(behind)
            try await report(
                .database, offset: .zero - behind,
                Phrase(
                    en:
                        "the clock of this machine is \(words.en) behind the last entry here: it is wrong, or it was ahead before. Check date and time of the machine",
                    vi:
                        "đồng hồ máy chủ chậm \(words.vi) so với mục ghi cuối cùng tại đây: đồng hồ đang sai, hoặc trước đó đã chạy nhanh. Hãy kiểm tra ngày giờ của máy chủ"
                ))
        }
        try await putInstantsRight()
    }

    /// What holds work back until a time that a wrong clock chose goes on now.
    func putInstantsRight() async throws(StoreFailure) {
        let minutes = try await store.settings.current().autoSyncMinutes
        let count = try await store.clock.putRight(usualPeriod: .minutes(max(minutes, 2)), now: now())
        if count > 0 { log.warning("clock: put right \(count) waiting times that a wrong clock had set") }
    }

    /// Tells of a vendor whose clock is another than ours, at the device and once in the history.
    func noteClock(of device: Device, _ vendor: VendorClock) async throws(StoreFailure) {
        guard let skew = vendor.skew else { return }
        try await report(.vendor, offset: .zero - skew, ClockWords.differs(skew, from: device.name))
    }

    /// Tells that the clock has moved on by more than a catch-up since a device was last read: months without power, or a
    /// clock that was wrong before.
    func noteLeap(of device: Device, _ gap: RunPlan.Gap, now: Instant) async throws(StoreFailure) {
        let leap = now.since(gap.window.from)
        let words = ClockSkew.words(leap)
        try await report(
            .database, offset: leap,
            Phrase(
                en:
                    "by the clock of this machine “\(device.name)” was last read \(words.en) ago: it was off so long, or the clock was wrong. So much history is read only when somebody asks for it",
                vi:
                    "theo đồng hồ máy chủ, “\(device.name)” được đọc lần cuối cách đây \(words.vi): máy chủ đã tắt lâu như vậy, hoặc đồng hồ đã sai. Khoảng dài như vậy chỉ đọc khi có người yêu cầu"
            ))
    }

    func report(_ source: ClockIncident.Source, offset: Duration, _ text: Phrase) async throws(StoreFailure) {
        if try await store.clock.record(source, offset: offset, text, now: now()) { log.warning("clock: \(text.en)") }
    }
}

/// Sentences of clocks.
public enum ClockWords {
    /// - Parameter skew: the vendor's clock less ours.
    public static func differs(_ skew: Duration, from device: String) -> Phrase {
        let words = ClockSkew.words(skew)
        let isBehind = skew > .zero
        return Phrase(
            en:
                "the clock of this machine is \(words.en) \(isBehind ? "behind" : "ahead of") that of the vendor of “\(device)”. Set date and time of the machine",
            vi:
                "đồng hồ máy chủ \(isBehind ? "chậm" : "nhanh") \(words.vi) so với máy chủ của hãng (“\(device)”). Hãy chỉnh ngày giờ của máy chủ"
        )
    }
}
