import Attendance

@testable import Console

extension PageSample {
    static let deviceForms = [
        PageSample("device-form-of-no-kind", kindless), PageSample("device-form", filled),
        PageSample("device-form-refused", refused),
    ]

    private static let kindless: DeviceFormPage = {
        var form = DeviceFormPage()
        form.heading = "Add device"
        form.asksKind = true
        form.note = "“Cổng chính” (192.168.1.64) answered on the network."
        form.kinds = [hanet]
        return form
    }()

    private static let filled: DeviceFormPage = {
        var form = DeviceFormPage()
        form.heading = "Add device"
        form.unverified = "This kind was not tried on a real account yet."
        form.action = "/devices/new"
        form.token = "t"
        form.kind = "hanet"
        form.kindTitle = "Hanet"
        form.otherKindAddress = "/devices/new?kind=-"
        form.name = "Cổng chính"
        form.mainFields = fields
        form.clients = [
            DeviceFormPage.Client(name: "HR", kind: "Base Check-in", isChosen: true),
            DeviceFormPage.Client(name: "Kế toán", kind: "Webhook", isChosen: false),
        ]
        form.firstWindow = "from the first day of this month"
        form.zone = "Asia/Ho_Chi_Minh"
        form.isNew = true
        form.guide = DeviceFormPage.Guide(steps: ["Sign in at the vendor.", "Copy the token."])
        return form
    }()

    private static let refused: DeviceFormPage = {
        var form = filled
        form.heading = "Edit “Cổng chính”"
        form.isNew = false
        form.nameError = "the name is taken"
        form.syncFromError = "“sync from” is no date"
        form.zoneError = "“Mars/Base” is no time zone"
        form.moreFields = fields
        form.moreIsOpen = true
        form.newClientName = "HR 2"
        form.syncFrom = "2026-03-01"
        return form
    }()

    /// One field of every sort, with and without what can stand beside it.
    static let fields: [FieldInput] = {
        let values = FieldValues(["place": ["1204"], "doors": ["in", "out"]])
        func input(_ field: FieldSpecification, set: Bool = false, error: String? = nil) -> FieldInput {
            FieldInput(field, values: values, setSecrets: set ? [field.name] : [], error: error, .en)
        }
        let help = Phrase(en: "Where to find it.", vi: "Lấy ở đâu.")
        return [
            input(FieldSpecification("place", .text, required: true, help: help), error: "there is no such place"),
            input(FieldSpecification("minutes", .integer(1...60), default: "5", help: help)),
            input(FieldSpecification("token", .text, required: true, secret: true, help: help)),
            input(FieldSpecification("spare", .text, secret: true, help: help), set: true),
            input(FieldSpecification("mode", .choice(["all", "known"]), default: "all", help: help)),
        ]
    }()
}
