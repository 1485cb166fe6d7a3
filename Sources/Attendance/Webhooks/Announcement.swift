/// A record that a webhook told of, on its way to being confirmed by a pull.
public struct Announcement: Sendable, Identifiable {
    public enum State: Int64, Sendable { case announced = 0, confirmed = 1, notFound = 2 }

    public let id: Int64
    public let deviceID: Int64
    public let at: Instant
    public let code: String
    public let personName: String
    public let receivedAt: Instant
    public let state: State
    public let attempts: Int

    public init(
        id: Int64, deviceID: Int64, at: Instant, code: String, personName: String, receivedAt: Instant, state: State,
        attempts: Int
    ) {
        self.id = id
        self.deviceID = deviceID
        self.at = at
        self.code = code
        self.personName = personName
        self.receivedAt = receivedAt
        self.state = state
        self.attempts = attempts
    }
}
