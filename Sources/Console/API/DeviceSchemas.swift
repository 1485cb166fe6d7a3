import Attendance
import AttendanceHub
import Wire

extension Schema {
    static let id = Schema.integer(1...Int64.max)
    static let name = Schema.string(minimum: 1, maximum: 100)
    /// Of a device: as it is entered.
    static let tags = Schema.array(.string(minimum: 1, maximum: 100), maximum: 100)

    static let device = Schema.object(
        [
            .init("id", .id), .init("name", .string()), .init("kind", .string()), .init("enabled", .boolean),
            .init("paused", .boolean), .init("state", .string()), .init("timeZone", .string()),
            .init("syncFrom", .nullable(.date)), .init("hrClients", .array(.string())),
            .init("tags", .array(.string())), .init("deliversTo", .array(.string())),
            .init("punchCount", .integer(0...Int64.max)),
            .init("latestPunchAt", .nullable(.time)),
            .init("lastRun", .nullable(.object([.init("at", .time)], allowsOthers: true))),
            .init("completeUpTo", .nullable(.time)), .init("warnings", .array(.warning)),
        ], allowsOthers: true)

    static let warning = Schema.object([.init("code", .string()), .init("text", .string())])

    /// Field values as they are entered: texts, or lists of texts for repeatable fields.
    static let fields = Schema.map(
        .either(.string(maximum: 8192), .array(.string(maximum: 8192), maximum: 20)))

    static let kind = Schema.object(
        [
            .init("kind", .string()), .init("title", .string()),
            .init("fields", .array(.object([.init("name", .string())], allowsOthers: true))),
        ], allowsOthers: true)

    static let job = Schema.object(
        [
            .init("id", .string()), .init("kind", .string()), .init("title", .string()), .init("startedAt", .time),
            .init("endedAt", .nullable(.time)), .init("ok", .nullable(.boolean)),
            .init(
                "steps",
                .array(
                    .object([
                        .init("title", .string()), .init("text", .string()), .init("ok", .nullable(.boolean)),
                    ]))), .init("result", .anything),
        ])
}

extension FieldValues {
    /// The fields of a body: texts, or lists of texts for repeatable ones.
    init(_ value: JSONValue?) {
        self.init()
        guard case .object(let members)? = value else { return }
        for member in members {
            set(member.name, all: member.value.array?.compactMap(\.text) ?? [member.value.text ?? ""])
        }
    }
}
