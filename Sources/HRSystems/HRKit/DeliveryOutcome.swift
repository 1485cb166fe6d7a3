import Attendance

/// Why a punch waits for something that may pass by itself or by a person's act.
public enum ParkReason: String, Sendable, CaseIterable {
    /// The vendor has no employee code for the person.
    case emptyCode
    /// The HR system does not know the employee code.
    case unknownCode
    /// Every scheduled attempt failed.
    case exhausted
}

/// What became of one punch of a batch.
public enum DeliveryOutcome: Sendable {
    /// The target has it. `receipt` is what it answered, if it gives one.
    case delivered(receipt: String?)
    case parked(ParkReason, Phrase)
    /// The target refuses this record for good.
    case rejected(Phrase)
    /// This record failed in a way that may pass.
    case failed(Phrase, retryAfter: Duration?)
    /// Not sent: the attempts before it showed that the target is not fit to receive.
    case untried
}

/// Why a batch as a whole was not taken.
public enum BatchFailure: Failure {
    /// The target answered and refused; one record may be the cause, so the batch is halved.
    case refused(Phrase)
    /// The target answered with a fault of its own, or not in time; one record may be the cause.
    case faulted(Phrase)
    /// The target cannot be reached or asks for peace: nothing is wrong with the records.
    case unavailable(Phrase, retryAfter: Duration?)
    /// The target refuses this client (its token, its rights): a person must act.
    case clientRefused(Phrase)
    /// The target says that it wants nothing more, ever (HTTP 410).
    case gone(Phrase)
    case cancelled

    public var phrase: Phrase {
        switch self {
        case .refused(let phrase), .faulted(let phrase), .unavailable(let phrase, _), .clientRefused(let phrase),
            .gone(let phrase):
            phrase
        case .cancelled: Phrase(en: "stopped", vi: "đã dừng")
        }
    }

    public var blame: Blame {
        switch self {
        case .clientRefused, .gone: .request
        case .refused, .faulted, .unavailable: .peer
        case .cancelled: .cancellation
        }
    }

    public var retryAfter: Duration? {
        if case .unavailable(_, let asked) = self { return asked }
        return nil
    }
}
