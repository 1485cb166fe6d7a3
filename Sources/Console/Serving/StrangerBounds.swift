import Attendance

/// How often somebody may try what costs the program something or could be guessed, before he has to wait.
///
/// A throttle lets `burst` through at once and one more after each `refill`.
enum StrangerBounds {
    /// Wrong passwords of one account, and wrong set-up codes, without a wait; each further one doubles it.
    static let freeGuesses = 5

    /// Sign-ins of browsers that are known, each.
    static func logins(_ now: @escaping @Sendable () -> Instant) -> Throttle {
        Throttle(burst: 30, refill: .seconds(10), now: now)
    }

    /// Photos and new cases, of one account or program.
    static func uploads(_ now: @escaping @Sendable () -> Instant) -> Throttle {
        Throttle(burst: 30, refill: .seconds(4), now: now)
    }

    /// Webhook addresses, tokens and invitations that nobody has given out, of one address.
    static func strangers(_ now: @escaping @Sendable () -> Instant) -> Throttle {
        Throttle(burst: 30, refill: .seconds(2), now: now)
    }
}
