/// The fields that every kind of device takes besides its own: its windows and its period.
public enum PolicyFields {
    public static func specifications(for policy: SyncPolicy) -> [FieldSpecification] {
        [
            rule("first-window", policy.first, Phrase(en: "the first sync", vi: "lần đồng bộ đầu tiên")),
            rule("periodic-window", policy.periodic, Phrase(en: "a timed sync", vi: "đồng bộ định kỳ")),
            rule("device-window", policy.device, Phrase(en: "“sync records”", vi: "“Đồng bộ bản ghi”")),
            rule("all-window", policy.all, Phrase(en: "“sync from devices”", vi: "“Đồng bộ từ thiết bị”")),
            FieldSpecification(
                "period-seconds", .integer(10...86_400),
                default: policy.periodSeconds.map(String.init),
                label: Phrase(en: "Seconds between timed syncs", vi: "Số giây giữa hai lần đồng bộ"),
                help: Phrase(
                    en: "seconds between timed syncs; without it the setting auto-sync-minutes counts",
                    vi: "số giây giữa hai lần đồng bộ; để trống thì theo thiết lập auto-sync-minutes")),
        ]
    }

    /// The kind's policy with what the device's fields change in it.
    public static func policy(_ policy: SyncPolicy, with values: FieldValues) -> SyncPolicy {
        var policy = policy
        if let rule = values["first-window"].flatMap(WindowRule.init) { policy.first = rule }
        if let rule = values["periodic-window"].flatMap(WindowRule.init) { policy.periodic = rule }
        if let rule = values["device-window"].flatMap(WindowRule.init) { policy.device = rule }
        if let rule = values["all-window"].flatMap(WindowRule.init) { policy.all = rule }
        if let seconds = values["period-seconds"].flatMap({ Int($0) }) { policy.periodSeconds = seconds }
        return policy
    }

    private static func rule(_ name: String, _ value: WindowRule, _ what: Phrase) -> FieldSpecification {
        FieldSpecification(
            name, .windowRule, default: value.description,
            label: Phrase(en: "Window of \(what.en)", vi: "Khoảng đọc của \(what.vi)"),
            help: Phrase(
                en: "what \(what.en) reads: today, month, or days back such as 3d",
                vi: "khoảng đọc của \(what.vi): today, month, hoặc số ngày như 3d"))
    }
}
