import Attendance

/// What one search of a network found.
public struct NetworkList: Sendable, Identifiable {
    public let id: Int64
    /// Sent in by a program on site; otherwise this server searched its own network.
    public let isReported: Bool
    /// The network's name: the interfaces that were searched, and of which machine.
    public let network: String
    /// Who searched, or whose token reported it.
    public let actor: Actor
    /// The account that did; nil for programs.
    public let accountID: Int64?
    /// The company of that account, or for which that program speaks; nil is the desk's own.
    public let companyID: Int64?
    public let at: Instant
    /// Datagrams that were of no use.
    public let ignored: Int
    public let deviceCount: Int

    public init(
        id: Int64, isReported: Bool, network: String, actor: Actor, accountID: Int64?, companyID: Int64?, at: Instant,
        ignored: Int, deviceCount: Int
    ) {
        self.id = id
        self.isReported = isReported
        self.network = network
        self.actor = actor
        self.accountID = accountID
        self.companyID = companyID
        self.at = at
        self.ignored = ignored
        self.deviceCount = deviceCount
    }
}
