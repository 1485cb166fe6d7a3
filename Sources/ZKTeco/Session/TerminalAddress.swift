/// Where a terminal is reached.
public struct TerminalAddress: Hashable, Sendable {
    /// A name or an IP address.
    public let host: String
    /// 1 to 65535; terminals listen on 4370, those with 22-byte records on 5055.
    public let port: Int

    public init(host: String, port: Int = 4370) {
        self.host = host
        self.port = port
    }
}

public enum TerminalTransport: String, Hashable, Sendable, CaseIterable {
    case tcp, udp
}

/// How long a client waits.
public struct TerminalTimes: Hashable, Sendable {
    /// For a name to be found, and for a TCP connection to stand.
    public var connect = Duration.seconds(5)
    /// For one answer, and between two pieces of a long one.
    public var answer = Duration.seconds(10)
    /// For an answer over UDP, before it is asked again.
    public var datagram = Duration.seconds(2)
    /// How often something is asked over UDP.
    public var tries = 4
    /// For one chunk of a long answer, however steadily its pieces come.
    public var chunk = Duration.seconds(120)
    /// For a whole reading.
    public var reading = Duration.seconds(3600)
    /// For each farewell.
    public var farewell = Duration.seconds(2)

    public init() {}
}
