import SADP

extension CaseFacts.DeviceWord {
    /// Reads `basis` and `word` back; nil where they are none.
    public init?(basis: String?, word: String?) {
        switch (basis, word) {
        case ("answered", let word?):
            guard let answer = SADPAnswer.BindingAnswer(rawValue: word) else { return nil }
            self = .answered(answer)
        case ("claimed", let word?):
            guard let state = BindingState(rawValue: word) else { return nil }
            self = .claimed(state)
        default: return nil
        }
    }

    /// `answered` or `claimed`: as it is stored, and as the log says it.
    public var basis: String {
        switch self {
        case .answered: "answered"
        case .claimed: "claimed"
        }
    }

    /// The state, by its stable word.
    public var word: String {
        switch self {
        case .answered(let answer): answer.rawValue
        case .claimed(let state): state.rawValue
        }
    }
}
