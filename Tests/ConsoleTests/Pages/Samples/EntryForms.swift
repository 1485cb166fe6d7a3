import Attendance

@testable import Console

extension PageSample {
    static let entryForms = [
        PageSample(
            "device-form-of-no-kind",
            KindChoicePage(
                heading: "Add device", note: "“Cổng chính” (192.168.1.64) answered on the network.",
                question: "Which kind of device is it?", kinds: [hanet])),
        PageSample(
            "device-form",
            EntryFormPage(
                heading: "Add device", action: "/devices/new", token: "t", kind: "hanet", kindTitle: "Hanet",
                otherKindAddress: "/devices/new?kind=-", unverified: "This kind was not tried on a real account yet.",
                guide: EntryFormPage.Guide(steps: ["Sign in at the vendor.", "Copy the token."]), isNew: true,
                nameLabel: "Name of the device", name: "Cổng chính", nameError: nil, mainFields: fields,
                moreFields: [], moreIsOpen: false, device: device(), offersTest: true, back: "/devices")),
        PageSample(
            "device-form-refused",
            EntryFormPage(
                heading: "Edit “Cổng chính”", action: "/devices/new", token: "t", kind: "hanet", kindTitle: "Hanet",
                otherKindAddress: "/devices/new?kind=-", unverified: "This kind was not tried on a real account yet.",
                guide: EntryFormPage.Guide(steps: ["Sign in at the vendor.", "Copy the token."]), isNew: false,
                nameLabel: "Name of the device", name: "Cổng chính", nameError: "the name is taken",
                mainFields: fields, moreFields: fields, moreIsOpen: true, device: device(isRefused: true),
                offersTest: false, back: "/devices")),
        PageSample(
            "hr-form-of-no-kind",
            KindChoicePage(
                heading: "Add HR client", note: nil, question: nil,
                kinds: [
                    KindChoice(id: "webhook", title: "Webhook", needs: "address", pickAddress: "/hr/new?kind=webhook")
                ])),
        PageSample(
            "hr-form",
            EntryFormPage(
                heading: "Add HR client", action: "/hr/new", token: "t", kind: "webhook", kindTitle: "Webhook",
                otherKindAddress: "/hr/new?kind=-", unverified: nil, guide: nil, isNew: true, nameLabel: "Name",
                name: "HR", nameError: nil, mainFields: fields, moreFields: [], moreIsOpen: false, device: nil,
                offersTest: false, back: "/hr")),
        PageSample(
            "hr-form-refused",
            EntryFormPage(
                heading: "Edit “HR”", action: "/hr/3/edit", token: "t", kind: "webhook", kindTitle: "Webhook",
                otherKindAddress: "/hr/3/edit?kind=-", unverified: nil, guide: nil, isNew: false, nameLabel: "Name",
                name: "HR", nameError: "the name is taken", mainFields: [], moreFields: fields, moreIsOpen: true,
                device: nil, offersTest: false, back: "/hr")),
    ]

    private static func device(isRefused: Bool = false) -> DevicePart {
        DevicePart(
            clients: [
                DevicePart.Client(name: "HR", kind: "Base Check-in", isChosen: true),
                DevicePart.Client(name: "Kế toán", kind: "Webhook", isChosen: false),
            ],
            newClients: [
                DevicePart.NewClient(
                    prefix: "new-base-checkin-", kindTitle: "Base Check-in", clientName: isRefused ? "HR 2" : "",
                    clientNameError: isRefused ? "the name is taken" : nil,
                    clientFields: [
                        FieldInput(
                            FieldSpecification(
                                "token", .token, required: true, secret: true,
                                help: Phrase(en: "Where to find it.", vi: "Lấy ở đâu.")),
                            prefix: "new-base-checkin-", mayBeLeftOut: true, values: FieldValues(), setSecrets: [],
                            error: nil, .en)
                    ], isOpen: isRefused)
            ], syncFrom: isRefused ? "2026-03-01" : "", syncFromError: isRefused ? "“sync from” is not a date" : nil,
            firstWindow: "from the first day of this month", tags: "Quận 1, Kho",
            tagsError: isRefused ? "a tag has 1 to 40 printable characters, without commas" : nil,
            zone: "Asia/Ho_Chi_Minh", zones: Zone.offered,
            zoneError: isRefused ? "“Mars/Base” is not a time zone" : nil)
    }

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
