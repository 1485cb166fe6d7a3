/// The fields that every kind of device takes besides its own: its windows and its period.
public enum PolicyFields {
    public static func specifications(for policy: SyncPolicy) -> [FieldSpecification] {
        [
            rule(
                "first-window", policy.first, Phrase(en: "the first sync", vi: "lần đồng bộ đầu tiên"),
                Phrase(
                    en: "how far back a device is read when it is new",
                    vi: "thiết bị mới được đọc lùi về bao xa")),
            rule(
                "periodic-window", policy.periodic, Phrase(en: "a timed sync", vi: "đồng bộ định kỳ"),
                Phrase(
                    en: "what the program reads again each time by itself",
                    vi: "mỗi lần tự động đồng bộ, chương trình đọc lại khoảng này")),
            rule(
                "device-window", policy.device, Phrase(en: "“sync records”", vi: "“Đồng bộ bản ghi”"),
                Phrase(
                    en: "what is read when somebody syncs this device",
                    vi: "khoảng được đọc khi bấm đồng bộ riêng thiết bị này")),
            rule(
                "all-window", policy.all, Phrase(en: "“sync from devices”", vi: "“Đồng bộ từ thiết bị”"),
                Phrase(
                    en: "what is read when somebody syncs all devices",
                    vi: "khoảng được đọc khi bấm đồng bộ tất cả thiết bị")),
            FieldSpecification(
                "period-seconds", .duration(10...86_400, .seconds),
                default: policy.periodSeconds.map(String.init), in: .syncing,
                label: Phrase(en: "Time between timed syncs", vi: "Khoảng cách giữa hai lần đồng bộ"),
                help: Phrase(
                    en: "how often the device is read by itself; empty, as the settings of the program say",
                    vi: "bao lâu tự động đọc thiết bị một lần; để trống thì theo trang Thiết lập")),
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

    private static func rule(_ name: String, _ value: WindowRule, _ what: Phrase, _ help: Phrase) -> FieldSpecification
    {
        FieldSpecification(
            name, .windowRule, default: value.description, in: .syncing,
            label: Phrase(en: "Window of \(what.en)", vi: "Khoảng đọc của \(what.vi)"), help: help)
    }
}
