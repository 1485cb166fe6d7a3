import Access
import Attendance

/// The ways from every page: what the person may use, by job, with what needs somebody.
struct Menu: Sendable {
    let groups: [Layout.Group]
    let bar: [Layout.Link]
    /// Everything that needs somebody and is this person's, in one number.
    let attention: String?

    /// - Parameter path: of the page that is shown.
    init(_ principal: Principal?, _ counts: AttentionCounts.Counts, at path: String, _ language: Language) {
        func mayOpen(_ section: Section) -> Bool {
            section.permissions.contains { principal?.may($0) ?? false }
        }
        func link(_ section: Section) -> Layout.Link {
            Layout.Link(
                address: section.rawValue, text: section.title[language],
                isHere: path == section.rawValue || path.hasPrefix(section.rawValue + "/"),
                count: section.count(counts).flatMap { number, meaning in
                    number > 0 ? Layout.Count(number: Texts.number(number, language), meaning: meaning[language]) : nil
                })
        }
        groups = SectionGroup.allCases.compactMap { group in
            let links = group.sections.filter(mayOpen).map(link)
            return links.isEmpty ? nil : Layout.Group(name: group.title[language], links: links)
        }
        bar = Section.handy.filter(mayOpen).prefix(Section.mostHandy).map(link)
        let sum = Section.allCases.filter(mayOpen).compactMap { $0.count(counts)?.number }.reduce(0, +)
        attention = sum > 0 ? Texts.number(sum, language) : nil
    }
}
