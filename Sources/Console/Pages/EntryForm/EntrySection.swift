import Attendance

/// What the forms of a section's entries are called and where they lie.
struct EntrySection: Sendable {
    /// The list of the entries; their forms lie below.
    let path: String
    /// What a new entry's form is headed.
    let adding: Phrase
    /// What the name of an entry is called.
    let nameLabel: Phrase
    /// Asks for the kind; nil where the heading says enough.
    var question: Phrase?
    /// Whether a new entry can be tested as soon as it is saved.
    var offersTest = false

    /// Where an entry's form is opened and sent to.
    func address(_ entry: (some ConnectedSystem)?) -> String {
        entry.map { "\(path)/\($0.id)/edit" } ?? "\(path)/new"
    }

    func heading(_ entry: (some ConnectedSystem)?) -> Phrase {
        entry.map { Phrase(en: "Edit “\($0.name)”", vi: "Chỉnh sửa “\($0.name)”") } ?? adding
    }
}
