import Access
import Attendance

/// The first account, and what the whole program starts with.
struct SetupPage: PageModel {
    static let template = "setup"

    let refusal: FormRefusal?
    /// The code, where whoever looks has brought the right one.
    let known: KnownCode?
    let fields: [FieldInput]

    struct KnownCode: Sendable {
        let code: String
    }
}

extension SetupPage {
    static let ids = ["code"] + CredentialInputs.ids + ["language", "time-zone"]

    /// What was typed so far, or is offered.
    struct Typed: Sendable {
        var code = ""
        /// Whether the code is the right one, or none is asked for.
        var hasCode: Bool
        var name = ""
        var language: String
        var zone: String
    }

    init(_ typed: Typed, _ problems: FormProblems, _ language: Language) {
        known = typed.hasCode ? KnownCode(code: typed.code) : nil
        let code = FieldInput(
            "code", .line(isNumber: false), label: Phrase(en: "Set-up code", vi: "Mã thiết lập"),
            help: Phrase(
                en: "It was printed when the server started: only somebody at the server can know it.",
                vi: "Mã được in ra khi khởi động máy chủ: chỉ người ở máy chủ mới biết."),
            FieldState(
                values: [typed.code], isRequired: true,
                hints: [FieldInput.Hint(attribute: "autocomplete", setting: "off")]), problems, language)
        fields =
            (typed.hasCode ? [] : [code]) + CredentialInputs.fields(name: typed.name, problems, language) + [
                FieldInput(
                    "language",
                    .list([
                        FieldChoice("vi", Phrase(verbatim: "Tiếng Việt")),
                        FieldChoice("en", Phrase(verbatim: "English")),
                    ]),
                    label: Phrase(en: "Language of the program", vi: "Ngôn ngữ của chương trình"),
                    FieldState(values: [typed.language]), problems, language),
                FieldInput(
                    "time-zone", .zone, label: Phrase(en: "Time zone", vi: "Múi giờ"),
                    help: Phrase(
                        en: "The zone that new devices are offered; each device can have its own.",
                        vi: "Múi giờ mặc định cho thiết bị mới; mỗi thiết bị có thể đặt riêng."),
                    FieldState(values: [typed.zone], isRequired: true), problems, language),
            ]
        refusal = FormRefusal(problems, fields, language)
    }
}

extension Zone {
    /// What the field suggests; any other can be typed.
    static let offered = [
        "Asia/Ho_Chi_Minh", "Asia/Bangkok", "Asia/Singapore", "Asia/Jakarta", "Asia/Manila", "Asia/Tokyo",
        "Asia/Seoul", "Asia/Shanghai", "Asia/Kolkata", "Australia/Sydney", "Europe/Berlin", "America/New_York", "UTC",
    ]
}
