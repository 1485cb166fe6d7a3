/// The languages that the program speaks, Vietnamese first. Another one is a case here; the compiler names what it lacks.
public enum Language: String, CaseIterable, Sendable {
    case vi, en
}
