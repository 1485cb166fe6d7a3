import Attendance

/// The inputs of a kind's form: the usual ones, and those that few people need under their headings.
struct EntryInputs: Sendable {
    let name: FieldInput
    let main: [FieldInput]
    let more: [EntryFormPage.Section]
    /// Whether those that few people need say something.
    let moreIsOpen: Bool

    init(_ fields: FieldSet, nameLabel: Phrase, _ shown: ShownEntry, _ language: Language) {
        name = FieldInput(
            EntryInputs.nameID, .line(isNumber: false), label: nameLabel,
            FieldState(
                values: [shown.name], isRequired: true, hints: [FieldInput.Hint(attribute: "maxlength", setting: "100")]
            ),
            shown.problems, language)
        func inputs(_ fields: [FieldSpecification]) -> [FieldInput] {
            fields.map { FieldInput($0, shown, language) }
        }
        main = inputs(fields.specifications.filter(\.isRequired))
        let optional = fields.specifications.filter { !$0.isRequired }
        more = EntryInputs.sections.compactMap { section in
            let fields = optional.filter { $0.section == section }
            guard !fields.isEmpty else { return nil }
            return EntryFormPage.Section(
                sectionTitle: section.title[language], about: section.about[language], moreFields: inputs(fields))
        }
        moreIsOpen = optional.contains { field in
            !shown.values.all(field.name).allSatisfy(\.isEmpty) || shown.setSecrets.contains(field.name)
                || shown.secrets.kept.contains(field.inputID()) || shown.problems.said(at: field.inputID()) != nil
        }
    }

    static let nameID = "name"
    private static let sections: [FieldSection] = [.syncing, .connection]

    /// The ids of a form's inputs in the order of the page.
    ///
    /// - Parameter further: of those between the required and the other ones.
    static func ids(_ fields: FieldSet, further: [String]) -> [String] {
        let optional = fields.specifications.filter { !$0.isRequired }
        return [nameID] + fields.specifications.filter(\.isRequired).map { $0.inputID() } + further
            + sections.flatMap { section in optional.filter { $0.section == section }.map { $0.inputID() } }
    }
}

extension FieldInput {
    /// - Parameters:
    ///   - prefix: of its name, where a form has fields of several entries.
    ///   - mayBeLeftOut: whether the form can be sent without it although the kind requires it.
    init(
        _ field: FieldSpecification, prefix: String = "", mayBeLeftOut: Bool = false, _ shown: ShownEntry,
        _ language: Language
    ) {
        let id = field.inputID(prefix: prefix)
        self.init(
            id, Control(field), label: field.label, help: field.help,
            FieldState(
                values: field.isSecret ? [] : shown.values.all(field.name).filter { !$0.isEmpty },
                usual: field.defaultValue, isRequired: field.isRequired && !mayBeLeftOut,
                isSet: shown.setSecrets.contains(field.name), isKept: shown.secrets.kept.contains(id),
                mayBeRemoved: !field.isRequired, isRemoved: shown.secrets.removed.contains(id)),
            shown.problems, language)
    }
}

extension FieldSection {
    fileprivate var title: Phrase {
        switch self {
        case .syncing: Phrase(en: "When and how far back it is read", vi: "Khi nào đọc và đọc lùi bao xa")
        case .connection: Phrase(en: "Connection and details", vi: "Kết nối và chi tiết")
        }
    }

    fileprivate var about: Phrase {
        switch self {
        case .syncing:
            Phrase(
                en:
                    "Every reading takes up what was missed since the last good one; these say how far back it looks besides.",
                vi:
                    "Mỗi lần đọc đều bù phần còn thiếu từ lần thành công trước; các mục này cho biết đọc lùi thêm bao xa."
            )
        case .connection: Phrase(en: "What few people need to change.", vi: "Những mục ít khi cần thay đổi.")
        }
    }
}
