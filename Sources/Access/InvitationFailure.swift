import Attendance

/// Why an invitation gives no account.
public enum InvitationFailure: Failure, Hashable {
    /// It was used, its time is over, or there never was such a one.
    case over

    public var phrase: Phrase {
        Phrase(
            en: "this invitation is used up or too old: ask for a new link",
            vi: "lời mời này đã dùng hoặc hết hạn: hãy xin đường link mới")
    }

    public var blame: Blame { .absence }
}
