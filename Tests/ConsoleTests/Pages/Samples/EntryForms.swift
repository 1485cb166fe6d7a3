import Attendance

@testable import Console

extension PageSample {
    static let entryForms = [
        PageSample(
            "device-form-of-no-kind",
            KindChoicePage(
                heading: "Add device", note: "“Cổng chính” (192.168.1.64) answered on the network.",
                question: "Which kind of device is it?", kinds: [hanet])),
        PageSample("device-form", deviceForm(isRefused: false)),
        PageSample("device-form-refused", deviceForm(isRefused: true)),
        PageSample(
            "hr-form-of-no-kind",
            KindChoicePage(
                heading: "Add HR client", note: nil, question: nil,
                kinds: [
                    KindChoice(id: "webhook", title: "Webhook", needs: "address", pickAddress: "/hr/new?kind=webhook")
                ])),
        PageSample("hr-form", hrForm(refused: nil)),
        PageSample("hr-form-refused", hrForm(refused: "the database is locked")),
    ]

    private static func deviceForm(isRefused: Bool) -> EntryFormPage {
        var problems = FormProblems()
        if isRefused {
            for (id, words) in [
                ("name", "the name is taken"), ("field-place", "there is no such place"),
                ("new-base-checkin-name", "the name is taken"), ("sync-from", "this is no date"),
                ("field-window", "the number of days must be from 1 to 366"),
            ] { problems.add(Phrase(verbatim: words), at: id) }
            problems.lead(along: EntryInputs.ids(kind, further: ["new-base-checkin-name", "sync-from", "time-zone"]))
        }
        let shown = ShownEntry(
            name: "Cổng chính", values: FieldValues(["place": ["1204"], "doors": ["in", "out"], "window": ["400d"]]),
            setSecrets: isRefused ? ["spare"] : [],
            secrets: isRefused
                ? ShownSecrets(token: "kept", kept: ["field-token"], removed: ["field-spare"]) : ShownSecrets(),
            problems: problems)
        let inputs = EntryInputs(kind, nameLabel: Phrase(verbatim: "Name of the device"), shown, .en)
        let device = device(shown, isRefused: isRefused)
        return EntryFormPage(
            heading: isRefused ? "Edit “Cổng chính”" : "Add device", action: "/devices/new", token: "t", kind: "hanet",
            kindTitle: "Hanet", otherKindAddress: "/devices/new?kind=-",
            unverified: "This kind was not tried on a real account yet.",
            guide: EntryFormPage.Guide(steps: ["Sign in at the vendor.", "Copy the token."]), isNew: !isRefused,
            kept: shown.secrets.token,
            refusal: FormRefusal(
                problems, [inputs.name] + inputs.main + device.inputs + inputs.more.flatMap(\.moreFields), .en),
            nameField: inputs.name, mainFields: inputs.main, moreSections: inputs.more, moreIsOpen: inputs.moreIsOpen,
            device: device, offersTest: !isRefused, wantsTest: !isRefused, back: "/devices")
    }

    private static func hrForm(refused words: String?) -> EntryFormPage {
        var problems = FormProblems()
        if let words { problems.add(Phrase(verbatim: words)) }
        let inputs = EntryInputs(
            kind, nameLabel: Phrase(verbatim: "Name"),
            ShownEntry(name: "HR", values: FieldValues(), problems: problems),
            .en)
        return EntryFormPage(
            heading: "Add HR client", action: "/hr/new", token: "t", kind: "webhook", kindTitle: "Webhook",
            otherKindAddress: "/hr/new?kind=-", unverified: nil, guide: nil, isNew: true, kept: "",
            refusal: FormRefusal(problems, [], .en), nameField: inputs.name, mainFields: inputs.main, moreSections: [],
            moreIsOpen: false, device: nil, offersTest: false, wantsTest: true, back: "/hr")
    }

    private static func device(_ shown: ShownEntry, isRefused: Bool) -> DevicePart {
        let token = FieldSpecification(
            "token", .token, required: true, secret: true, help: Phrase(en: "Where to find it.", vi: "Lấy ở đâu."))
        return DevicePart(
            clients: [
                DevicePart.Client(name: "HR", kind: "Base Check-in", isChosen: true),
                DevicePart.Client(name: "Kế toán", kind: "Webhook", isChosen: false),
            ],
            newClients: [
                DevicePart.NewClient(
                    kindTitle: "Base Check-in",
                    clientFields: [
                        FieldInput(
                            "new-base-checkin-name", .line(isNumber: false), label: Phrase(en: "Name", vi: "Tên"),
                            FieldState(values: [isRefused ? "HR 2" : ""]), shown.problems, .en),
                        FieldInput(token, prefix: "new-base-checkin-", mayBeLeftOut: true, shown, .en),
                    ], isOpen: isRefused)
            ],
            placeFields: [
                FieldInput(
                    "sync-from", .date, label: Phrase(en: "Sync from", vi: "Thời gian đồng bộ từ"),
                    FieldState(values: [isRefused ? "2026-03-01" : ""]), shown.problems, .en),
                FieldInput(
                    "time-zone", .zone, label: Phrase(en: "Time zone", vi: "Múi giờ"),
                    FieldState(values: ["Asia/Ho_Chi_Minh"], isRequired: true), shown.problems, .en),
            ])
    }

    /// One field of every sort.
    static let kind: FieldSet = {
        let help = Phrase(en: "Where to find it.", vi: "Lấy ở đâu.")
        return FieldSet([
            FieldSpecification("place", .text, required: true, help: help),
            FieldSpecification("token", .text, required: true, secret: true, help: help),
            FieldSpecification("side", .choice(["left", "right"]), required: true, help: help),
            FieldSpecification("number", .integer(1...60), default: "5", help: help),
            FieldSpecification("wait", .duration(1...300, .seconds), default: "120", in: .syncing, help: help),
            FieldSpecification("window", .windowRule, default: "3d", in: .syncing, help: help),
            FieldSpecification("spare", .text, secret: true, help: help),
            FieldSpecification(
                "doors", .choice(["in", FieldChoice("out", Phrase(en: "way out", vi: "lối ra"))]), repeatable: true,
                help: help),
            FieldSpecification("month-zone", .zone, default: "Asia/Ho_Chi_Minh", help: help),
        ])
    }()
}
