import Attendance

extension FieldInput.Choices {
    init(_ choices: [FieldChoice], chosen: [String], several: Bool, _ language: Language) {
        self.init(
            choices.map { Offer(word: $0.word, title: $0.title) }, several: several, language
        ) { chosen.contains($0) }
    }

    /// How far back is read: as usual, today, this month, or a number of days.
    init(windowOf text: String, usual: WindowRule?, _ language: Language) {
        let (choice, days) = WindowCodec.show(text)
        var offers: [Offer] = [
            Offer(
                word: "",
                title: Phrase(en: "as usual", vi: "theo mặc định")
                    + (usual.map { Phrase(verbatim: ": ") + $0.spoken } ?? Phrase(verbatim: ""))),
            Offer(word: WindowRule.today.description, title: WindowRule.today.spoken),
            Offer(word: WindowRule.month.description, title: WindowRule.month.spoken),
            Offer(
                word: WindowCodec.days, title: Phrase(en: "the last … days:", vi: "số ngày gần nhất:"),
                days: FieldInput.Days(count: days)),
        ]
        Offer.keep(choice, among: &offers)
        self.init(offers, several: false, language) { $0 == choice }
    }

    /// When something may run.
    fileprivate init(hoursOf choice: String, _ language: Language) {
        var offers: [Offer] = [
            Offer(word: "always", title: Phrase(en: "at any time", vi: "bất kỳ lúc nào")),
            Offer(word: "only", title: Phrase(en: "only in these spans", vi: "chỉ trong các khung giờ này")),
            Offer(word: "avoid", title: Phrase(en: "never in these spans", vi: "trừ các khung giờ này")),
        ]
        Offer.keep(choice, among: &offers)
        self.init(offers, several: false, language) { $0 == choice }
    }

    private init(_ offers: [Offer], several: Bool, _ language: Language, _ isChosen: (String) -> Bool) {
        inputType = several ? "checkbox" : "radio"
        isRadio = !several
        options = offers.enumerated().map { index, offer in
            FieldInput.Option(
                word: offer.word, title: offer.title[language], isChosen: isChosen(offer.word), isFirst: index == 0,
                days: offer.days)
        }
    }
}

/// Something that can be chosen.
private struct Offer {
    let word: String
    let title: Phrase
    var days: FieldInput.Days?

    /// What is stored is a choice too, where the page has none for it: saving must not lose it.
    static func keep(_ choice: String, among offers: inout [Offer]) {
        guard !offers.contains(where: { $0.word == choice }) else { return }
        offers.append(
            Offer(word: choice, title: Phrase(en: "as it is: \(choice)", vi: "giữ nguyên: \(choice)")))
    }
}

extension FieldInput.Hours {
    /// Rows that can be filled in where no script adds any.
    private static let spareRows = 3

    /// The choice among all hours, some and all but some, and the rows of the spans.
    static func shown(
        _ text: String, _ language: Language
    ) -> (choice: FieldInput.Choices, hours: FieldInput.Hours) {
        let (choice, spans) = HoursCodec.show(text)
        let rows = spans + Array(repeating: HoursCodec.Span(from: "", to: ""), count: spareRows)
        return (
            FieldInput.Choices(hoursOf: choice, language),
            FieldInput.Hours(
                spans: rows.enumerated().map { FieldInput.Span(number: $0 + 1, from: $1.from, to: $1.to) })
        )
    }
}

extension FieldInput.Amount {
    init(_ text: String, usual: String?, _ codec: DurationCodec, _ language: Language) {
        let shown = codec.show(text)
        let byDefault = usual.map(codec.show)
        let chosen = text.isEmpty ? byDefault?.unit ?? shown.unit : shown.unit
        number = shown.number
        self.usual = byDefault?.number ?? ""
        var choices = codec.units.map { Choice($0.rawValue, $0.title[language], isChosen: $0.rawValue == chosen) }
        if codec.hasOff {
            let off = Phrase(en: "off", vi: "tắt")
            choices.append(
                Choice(DurationCodec.off, off[language], isChosen: chosen == DurationCodec.off))
        }
        units = choices.count > 1 ? choices : []
        onlyUnit = choices.count == 1 ? FieldInput.OnlyUnit(title: choices[0].text) : nil
    }
}
