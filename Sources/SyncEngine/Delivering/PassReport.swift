import Attendance

/// How one HR client's deliveries went.
public struct PassReport: Sendable {
    public let hrClient: String
    /// Punches that were sent, or found to be unsendable.
    public internal(set) var attempted = 0
    public internal(set) var delivered = 0
    public internal(set) var parked = 0
    public internal(set) var rejected = 0
    /// Punches in the scope that still wait.
    public internal(set) var waiting = 0
    /// Why the pass ended early; nil when it did not.
    public internal(set) var error: Phrase?
    public internal(set) var isBusy = false

    /// Punches that came to an end in this pass.
    var settled: Int { delivered + parked + rejected }

    init(hrClient: String) {
        self.hrClient = hrClient
    }
}
