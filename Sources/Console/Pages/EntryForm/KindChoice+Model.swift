import Access
import Attendance

/// A kind on a page that asks which one.
struct KindChoice: Sendable {
    let id: String
    let title: String
    /// The labels of the required fields.
    let needs: String
    let pickAddress: String
}

extension KindChoice {
    /// - Parameters:
    ///   - base: the address of the form that is opened.
    ///   - query: more of that address, such as `&name=X`.
    static func among(
        _ kinds: KindRegistry<some SystemKind>, at base: String, keeping query: String = "", _ language: Language
    ) -> [KindChoice] {
        kinds.all.map { kind in
            let names = kind.fields.specifications.filter(\.isRequired).map { $0.label[language] }
                .joined(separator: ", ")
            return KindChoice(
                id: kind.id, title: kind.title[language],
                needs: Phrase(en: "needs ", vi: "cần ")[language] + names,
                pickAddress: "\(base)?kind=\(kind.id)\(query)")
        }
    }
}

/// Asks of which kind an entry is, before its form is opened.
struct KindChoicePage: PageModel {
    static let template = "kind-choice"

    let heading: String
    /// What brought the person here.
    let note: String?
    let question: String?
    let kinds: [KindChoice]
}

extension KindChoicePage {
    /// - Parameter present: the entry that gets another kind; nil for a new one.
    init(
        _ section: EntrySection, _ present: (some ConnectedSystem)?, known: KnownEntry,
        among kinds: KindRegistry<some SystemKind>, for reader: Reader
    ) {
        heading = section.heading(present)[reader.language]
        note = known.note?[reader.language]
        question = section.question?[reader.language]
        self.kinds = KindChoice.among(kinds, at: section.address(present), keeping: known.query, reader.language)
    }
}
