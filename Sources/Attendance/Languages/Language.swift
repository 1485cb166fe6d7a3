/// The languages that the program speaks, Vietnamese first. Another one is a case here and a text in `Phrase`; the compiler
/// names what they lack. Templates hold one text per language (`TemplateText`), and the frame offers the other one.
public enum Language: String, CaseIterable, Sendable {
    case vi, en
}
