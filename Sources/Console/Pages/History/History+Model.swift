import Access
import Attendance
import AttendanceHub

/// What the program and people did, newest first.
struct HistoryPage: PageModel {
    static let template = "history"

    struct Row: Sendable {
        let at: String
        let group: String
        let sentence: String
        /// The page of the import that it is a part of; nil where it is none, or the reader may not see it.
        let importAddress: String?
    }

    let device: String
    /// Names to choose from while typing.
    let devices: [String]
    let events: [Choice]
    let actors: [Choice]
    let from: String
    let to: String
    let warning: String?
    let isFiltered: Bool
    let csvAddress: String
    let xlsxAddress: String
    let rows: [Row]
    let next: String?
}

extension HistoryPage {
    /// What can be chosen in the filter.
    struct Offer: Sendable {
        let devices: [String]
        let actors: [Actor]
        /// The title of a kind of device or HR client by its word.
        let kind: @Sendable (String) -> Phrase
    }

    /// - Parameters:
    ///   - next: where older entries begin; nil where there are none.
    ///   - zone: of the program.
    init(
        _ entries: [HistoryEntry], next: Int64?, _ form: HistoryForm, _ offer: Offer, in zone: Zone, for reader: Reader
    ) {
        let (language, filter) = (reader.language, form.filter)
        device = filter.device ?? ""
        devices = offer.devices
        let chosen = filter.events?.text
        events = HistoryPage.events(chosen, language)
        actors = HistoryPage.actors(offer.actors, filter.actor, language)
        from = form.from?.description ?? ""
        to = form.to?.description ?? ""
        warning = form.warning?[language]
        isFiltered = !form.isEmpty
        csvAddress = form.address("/history/export.csv")
        xlsxAddress = form.address("/history/export.xlsx")
        let seesImports = reader.may(.devicesWrite)
        rows = entries.map { entry in
            Row(
                at: Texts.time(entry.at, in: zone),
                group: HistoryGroup(ofEvent: entry.event)?.title[language] ?? entry.event,
                sentence: entry.sentence(kind: offer.kind)[language],
                importAddress: seesImports ? entry.importID.map { "/devices/imports/\($0)" } : nil)
        }
        self.next = next.map { form.address(before: $0) }
    }

    /// The groups, and a single event that an address names.
    private static func events(_ chosen: String?, _ language: Language) -> [Choice] {
        let groups = HistoryGroup.allCases.map {
            Choice($0.rawValue, $0.title[language], isChosen: chosen == $0.rawValue)
        }
        guard let chosen, HistoryGroup(rawValue: chosen) == nil else { return groups }
        return groups + [Choice(chosen, chosen, isChosen: true)]
    }

    /// Who did anything, and whoever an address names.
    private static func actors(_ known: [Actor], _ chosen: Actor?, _ language: Language) -> [Choice] {
        let other = chosen.flatMap { known.contains($0) ? nil : $0 }
        return (known + [other].compactMap { $0 }).map {
            Choice($0.name, $0.title[language], isChosen: $0 == chosen)
        }
    }
}
