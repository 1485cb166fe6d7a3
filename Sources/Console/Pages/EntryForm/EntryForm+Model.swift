import Access
import Attendance

/// The form of a device or of an HR client, made from the description of its kind.
struct EntryFormPage: PageModel {
    static let template = "entry-form"

    struct Guide: Sendable {
        let steps: [String]
    }

    /// Fields under one heading.
    struct Section: Sendable {
        let sectionTitle: String
        let about: String
        let moreFields: [FieldInput]
    }

    let heading: String
    let action: String
    let token: String
    let kind: String
    let kindTitle: String
    let otherKindAddress: String
    let unverified: String?
    let guide: Guide?
    let isNew: Bool
    /// Finds the secrets again that a refused form had; empty where none are kept.
    let kept: String
    let refusal: FormRefusal?
    let nameField: FieldInput
    let mainFields: [FieldInput]
    let moreSections: [Section]
    let moreIsOpen: Bool
    /// What a device's form has besides; nil for an HR client's.
    let device: DevicePart?
    let offersTest: Bool
    let wantsTest: Bool
    let back: String
}

extension EntryFormPage {
    /// - Parameters:
    ///   - present: the entry that is changed; nil for a new one.
    ///   - device: what a device's form has besides the fields of its kind.
    init(
        _ section: EntrySection, _ present: (some ConnectedSystem)?, of kind: some SystemKind,
        showing shown: ShownEntry,
        device: DevicePart?, for reader: Reader
    ) {
        let language = reader.language
        let inputs = EntryInputs(kind.fields, nameLabel: section.nameLabel, shown, language)
        heading = section.heading(present)[language]
        action = section.address(present)
        token = reader.formToken
        self.kind = kind.id
        kindTitle = kind.title[language]
        otherKindAddress = section.address(present) + "?kind=-"
        unverified = kind.unverified?[language]
        guide = kind.guide.isEmpty ? nil : Guide(steps: kind.guide.map { $0[language] })
        isNew = present == nil
        kept = shown.secrets.token
        refusal = FormRefusal(
            shown.problems,
            [inputs.name] + inputs.main + (device?.inputs ?? []) + inputs.more.flatMap(\.moreFields), language)
        nameField = inputs.name
        mainFields = inputs.main
        moreSections = inputs.more
        moreIsOpen = inputs.moreIsOpen
        self.device = device
        offersTest = section.offersTest && present == nil
        wantsTest = shown.wantsTest
        back = section.path
    }
}
