import Attendance
import Labels
import Store
import UnbindingCases
import UnbindingDesk

extension Schema {
    private static let caseProperties: [Property] = [
        .init("number", .string()), .init("state", .choice(CaseState.allCases.map(\.rawValue))),
        .init("reasonCode", .nullable(.choice(RejectionReason.allCases.map(\.rawValue)))), .init("serial", .string()),
        .init("network", .choice(UnbindingCase.Network.allCases.map(\.rawValue))), .init("model", .string()),
        .init("installer", .string()), .init("fullSerial", .string()), .init("company", .nullable(.id)),
        .init("onBehalfOf", .nullable(.string())), .init("ownReference", .nullable(.string())),
        .init("createdAt", .time), .init("changedAt", .time), .init("filedAt", .nullable(.time)),
        .init("dueAt", .nullable(.time)), .init("decidedAt", .nullable(.time)), .init("reason", .nullable(.string())),
        .init("reviewersWords", .nullable(.string())), .init("asked", .nullable(.string())),
        .init("authority", .nullable(.string())), .init("reference", .nullable(.string())),
    ]

    static let unbindingCase = Schema.object(caseProperties, allowsOthers: true)

    static let wholeCase = Schema.object(
        caseProperties + [
            .init("verdict", .string()), .init("checks", .array(.caseCheck)), .init("photos", .array(.casePhoto)),
            .init(
                "log",
                .array(.object([.init("at", .time), .init("event", .string())], allowsOthers: true), maximum: 10_000)),
        ], allowsOthers: true)

    static let caseCheck = Schema.object([
        .init("name", .string()), .init("result", .choice(["pass", "fail", "unknown"])), .init("detail", .string()),
    ])

    static let casePhoto = Schema.object(
        [
            .init("id", .id), .init("file", .string()), .init("sha256", .string()),
            .init("result", .choice(["pass", "fail", "unknown"])), .init("detail", .string()),
            .init("serials", .array(.object([.init("serial", .string())], allowsOthers: true))),
            .init("struckAt", .nullable(.time)),
        ], allowsOthers: true)

    static let caseVerdict = Schema.object(
        [
            .init("verdict", .choice(["wouldApprove", "wouldReject", "needsReview"])),
            .init("reason", .nullable(.string())), .init("reasonCode", .nullable(.string())),
            .init("checks", .array(.caseCheck)), .init("photos", .array(.anything)),
        ], allowsOthers: true)

    /// A photo as it comes in: base64.
    static let photoFile = Schema.object([
        .init("name", .string(minimum: 1, maximum: 200)),
        .init("data", .string(minimum: 1, maximum: PictureLimits.base64Characters)),
    ])

    static let serialText = Schema.string(minimum: 9, maximum: 128)
    static let words = Schema.string(maximum: 2000)

    static let company = Schema.object(
        [
            .init("id", .id), .init("name", .string()), .init("taxCode", .string()), .init("contact", .string()),
            .init("state", .choice(Company.State.allCases.map(\.rawValue))), .init("reason", .nullable(.string())),
        ], allowsOthers: true)

    static let binding = Schema.object([
        .init("serial", .string()), .init("account", .nullable(.string())), .init("by", .string()), .init("at", .time),
    ])

    static let deadline = Schema.object([
        .init("start", .time), .init("dueAt", .time), .init("workingMinutes", .integer(0...100_000)),
        .init("beyondCalendar", .boolean),
        .init(
            "steps",
            .array(
                .object([
                    .init("from", .time), .init("to", .time), .init("counts", .boolean), .init("reason", .string()),
                ]), maximum: 10_000)),
    ])
}
