/// How far this machine's clock is from another one.
public enum ClockSkew {
    /// Less than this is the other side's latency and rounding.
    public static let tolerance = Duration.minutes(2)

    /// A length of time as people say it, in its largest sensible unit: `6 seconds`, `45 minutes`, `30 days`.
    public static func words(_ skew: Duration) -> Phrase {
        let seconds = (abs(skew.wholeMilliseconds) + 500) / 1000
        switch seconds {
        case ..<120: return Phrase(en: "\(seconds) seconds", vi: "\(seconds) giây")
        case ..<7_200: return Phrase(en: "\((seconds + 30) / 60) minutes", vi: "\((seconds + 30) / 60) phút")
        case ..<172_800: return Phrase(en: "\((seconds + 1_800) / 3_600) hours", vi: "\((seconds + 1_800) / 3_600) giờ")
        default: return Phrase(en: "\((seconds + 43_200) / 86_400) days", vi: "\((seconds + 43_200) / 86_400) ngày")
        }
    }
}
