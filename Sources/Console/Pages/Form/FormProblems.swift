import Attendance
import HTTPTypes

/// What is wrong with a form that was sent: at its fields, and as a whole.
struct FormProblems: Sendable {
    struct Problem: Sendable {
        /// The id of the field's input; nil where no field alone is to blame.
        let field: String?
        let text: Phrase
    }

    private(set) var all: [Problem] = []
    /// The id of the input at which the person goes on; nil where no field is to blame.
    private(set) var first: String?
    /// Of the answer that shows them.
    private(set) var status = HTTPResponse.Status.unprocessableContent

    var isEmpty: Bool { all.isEmpty }

    init() {}

    /// What is wrong at the fields of an HR client that was entered beside a device, and at the device's.
    ///
    /// - Parameters:
    ///   - id: of the input of a field of the device.
    ///   - clientID: of the input of a field of the client.
    init(_ failure: NewClientFailure, id: (String) -> String, clientID: (String) -> String) {
        status = Refusal(failure).status
        for failure in failure.deviceFailures { add(failure.atField, at: failure.field.map(id)) }
        for failure in failure.clientFailures { add(failure.atField, at: failure.field.map(clientID)) }
    }

    mutating func add(_ text: Phrase, at field: String? = nil) {
        all.append(Problem(field: field, text: text))
    }

    /// Takes an error apart into what is wrong at each field.
    ///
    /// - Parameters:
    ///   - field: the input that is to blame where the error names no field.
    ///   - id: of the input of a field that the error names.
    mutating func add(_ error: any Error, at field: String? = nil, id: (String) -> String = { $0 }) {
        if let failure = error as? FieldFailure {
            for failure in failure.all { add(failure.atField, at: failure.field.map(id) ?? field) }
            return
        }
        let refusal = Refusal(error)
        if isEmpty { status = refusal.status }
        add(refusal.phrase, at: refusal.field.map(id) ?? field)
    }

    /// Does what may fail at a field; nil where it failed.
    ///
    /// - Throws: what is not for whoever sent the form to mend.
    mutating func take<Value>(_ field: String?, _ act: () async throws -> Value) async throws -> Value? {
        do { return try await act() } catch {
            guard Refusal(error).status.code < 500 else { throw error }
            add(error, at: field)
            return nil
        }
    }

    /// What is wrong with a field; nil where nothing is.
    func said(at field: String) -> Phrase? { all.first { $0.field == field }?.text }

    /// Finds the input at which the person goes on: the first with which something is wrong.
    ///
    /// - Parameter ids: of the form's inputs, in the order of the page.
    mutating func lead(along ids: [String]) { first = ids.first { said(at: $0) != nil } }
}

/// The list above a refused form: what is wrong, each line leading to its field.
struct FormRefusal: Sendable {
    struct Line: Sendable {
        let said: String
        /// The field's label and place; nil where no field alone is to blame.
        let place: Place?
    }

    struct Place: Sendable {
        let target: String
        let title: String
    }

    let lines: [Line]
    /// Whether the list itself is where the person goes on: no field is to blame.
    let isFirst: Bool

    /// Nil where nothing is wrong.
    ///
    /// - Parameter inputs: those of the form, in the order of the page.
    init?(_ problems: FormProblems, _ inputs: [FieldInput], _ language: Language) {
        guard !problems.isEmpty else { return nil }
        let wrong = inputs.filter { $0.error != nil }
        let ids = Set(wrong.map(\.id))
        let general = problems.all.filter { problem in problem.field.map { !ids.contains($0) } ?? true }
        lines =
            general.map { Line(said: $0.text[language], place: nil) }
            + wrong.map { Line(said: $0.error ?? "", place: Place(target: "#" + $0.id, title: $0.label)) }
        isFirst = wrong.isEmpty
    }
}
