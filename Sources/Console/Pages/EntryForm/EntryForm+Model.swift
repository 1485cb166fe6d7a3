import Access
import Attendance

/// The form of a device or of an HR client, made from the description of its kind.
struct EntryFormPage: PageModel {
    static let template = "entry-form"

    struct Guide: Sendable {
        let steps: [String]
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
    let nameLabel: String
    let name: String
    let nameError: String?
    let mainFields: [FieldInput]
    let moreFields: [FieldInput]
    let moreIsOpen: Bool
    /// What a device's form has besides; nil for an HR client's.
    let device: DevicePart?
    let offersTest: Bool
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
        let inputs = FieldInputs(kind.fields, shown, language)
        heading = section.heading(present)[language]
        action = section.address(present)
        token = reader.formToken
        self.kind = kind.id
        kindTitle = kind.title[language]
        otherKindAddress = section.address(present) + "?kind=-"
        unverified = kind.unverified?[language]
        guide = kind.guide.isEmpty ? nil : Guide(steps: kind.guide.map { $0[language] })
        isNew = present == nil
        nameLabel = section.nameLabel[language]
        name = shown.name
        nameError = shown.error(of: "name")?[language]
        mainFields = inputs.main
        moreFields = inputs.more
        moreIsOpen = inputs.moreIsOpen
        self.device = device
        offersTest = section.offersTest && present == nil
        back = section.path
    }
}
