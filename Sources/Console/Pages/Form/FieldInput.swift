import Attendance

/// One field of a form: its label, what it is filled in with, what it means, and what is wrong with it.
struct FieldInput: Sendable {
    /// A field for a line, a secret, a date or a file.
    struct Line: Sendable {
        /// Of HTML's `input`.
        let inputType: String
        let text: String
        let placeholder: String
        let hints: [Hint]
        let suggestions: Suggestions?
        let hasEye: Bool
        /// What the box below says that takes a stored or kept secret away; nil where there is none to take.
        let removal: Removal?
    }

    /// An attribute of an input with its value.
    struct Hint: Sendable {
        let attribute: String
        let setting: String
    }

    struct Suggestions: Sendable {
        let offered: [String]
    }

    struct Removal: Sendable {
        let wish: String
        let isTicked: Bool
    }

    /// Marks or options, of which one is chosen or several.
    struct Choices: Sendable {
        let inputType: String
        let options: [Option]
        let isRadio: Bool
    }

    struct Option: Sendable {
        let word: String
        let title: String
        let isChosen: Bool
        let isFirst: Bool
        /// The number of days that it is about.
        let days: Days?
    }

    struct Days: Sendable {
        let count: String
    }

    struct Select: Sendable {
        let offers: [Choice]
    }

    struct Amount: Sendable {
        let number: String
        let usual: String
        let units: [Choice]
        /// Where there is one unit alone.
        let onlyUnit: OnlyUnit?
    }

    struct OnlyUnit: Sendable {
        let title: String
    }

    /// Spans of a day.
    struct Hours: Sendable {
        let spans: [Span]
    }

    struct Span: Sendable {
        let number: Int
        let from: String
        let to: String
    }

    /// Its input's id, and what the form sends it as.
    let id: String
    let label: String
    /// What it means, in a sentence.
    let help: String?
    /// The ids of its help and of what is wrong, for who hears the page.
    let describedBy: String?
    /// Whether it must be filled in, which its label says.
    let isRequired: Bool
    let isDisabled: Bool
    let error: String?
    /// Whether the person goes on here: the first of a form with which something is wrong.
    let isFirstWrong: Bool
    let line: Line?
    let marks: Choices?
    let select: Select?
    let amount: Amount?
    let hours: Hours?
}

/// What a field shows and what is known of it.
struct FieldState: Sendable {
    /// Never a secret's.
    var values: [String] = []
    /// What holds where nothing is filled in, as it is stored.
    var usual: String?
    var isRequired = false
    var isDisabled = false
    /// Whether a secret is stored.
    var isSet = false
    /// Whether a secret was typed in a form that was refused, and is kept.
    var isKept = false
    /// Whether a secret may be taken away, and whether somebody asked for it.
    var mayBeRemoved = false
    var isRemoved = false
    /// Attributes of its input.
    var hints: [FieldInput.Hint] = []
    var placeholder = ""
}

extension FieldInput {
    init(
        _ id: String, _ control: Control, label: Phrase, help: Phrase = Phrase(verbatim: ""), _ state: FieldState,
        _ problems: FormProblems = FormProblems(), _ language: Language
    ) {
        self.id = id
        self.label = label[language]
        self.help = help[language].isEmpty ? nil : help[language]
        isRequired = state.isRequired && !state.isSet && !state.isKept
        isDisabled = state.isDisabled
        error = problems.said(at: id)?[language]
        let notes = (self.help == nil ? [] : ["help-\(id)"]) + (error == nil ? [] : ["error-\(id)"])
        describedBy = notes.isEmpty ? nil : notes.joined(separator: " ")
        isFirstWrong = problems.first == id
        let text = state.values.first ?? ""
        var line: Line?
        var marks: Choices?
        var select: Select?
        var amount: Amount?
        var hours: Hours?
        switch control {
        case .line(let isNumber):
            let number = isNumber ? [Hint(attribute: "inputmode", setting: "numeric")] : []
            line = Line(
                "text", state.values.joined(separator: ";"), hints: state.hints + number,
                placeholder: state.placeholder.isEmpty ? state.usual ?? "" : state.placeholder)
        case .photo:
            let kinds = "image/jpeg,image/png,image/webp,image/heic"
            line = Line("file", "", hints: state.hints + [Hint(attribute: "accept", setting: kinds)])
        case .date: line = Line("date", text, hints: state.hints)
        case .zone:
            line = Line(
                "text", text, hints: state.hints, placeholder: state.usual ?? "",
                suggestions: Suggestions(offered: Zone.offered))
        case .secret: line = Line(secret: state, language)
        case .list(let choices):
            select = Select(
                offers: choices.map { Choice($0.word, $0.title[language], isChosen: $0.word == text) })
        case .marks(let choices, let several):
            let chosen = state.values.isEmpty ? [state.usual ?? ""] : state.values
            marks = Choices(choices, chosen: chosen, several: several, language)
        case .window(let usual): marks = Choices(windowOf: text, usual: usual, language)
        case .duration(let codec): amount = Amount(text, usual: state.usual, codec, language)
        case .hours:
            let shown = Hours.shown(text, language)
            marks = shown.choice
            hours = shown.hours
        }
        self.line = line
        self.marks = marks
        self.select = select
        self.amount = amount
        self.hours = hours
    }
}

extension FieldInput.Line {
    init(
        _ inputType: String, _ text: String, hints: [FieldInput.Hint], placeholder: String = "",
        suggestions: FieldInput.Suggestions? = nil
    ) {
        self.init(
            inputType: inputType, text: text, placeholder: placeholder, hints: hints, suggestions: suggestions,
            hasEye: false, removal: nil)
    }

    fileprivate init(secret state: FieldState, _ language: Language) {
        let placeholder =
            state.isKept
            ? Phrase(en: "typed; kept for this form", vi: "đã nhập; được giữ cho lần lưu này")
            : state.isSet ? Phrase(en: "stored; type to replace it", vi: "đã lưu; gõ để thay") : Phrase(verbatim: "")
        let wish =
            state.isKept
            ? Phrase(en: "do not keep what was typed", vi: "không giữ nội dung đã nhập")
            : Phrase(en: "remove the stored value", vi: "xóa giá trị đã lưu")
        let hasHint = state.hints.contains { $0.attribute == "autocomplete" }
        self.init(
            inputType: "password", text: "", placeholder: placeholder[language],
            hints: state.hints + (hasHint ? [] : [FieldInput.Hint(attribute: "autocomplete", setting: "off")]),
            suggestions: nil, hasEye: true,
            removal: state.mayBeRemoved && (state.isSet || state.isKept)
                ? FieldInput.Removal(wish: wish[language], isTicked: state.isRemoved) : nil)
    }
}
