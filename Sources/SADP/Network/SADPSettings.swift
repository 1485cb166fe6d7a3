/// Where and how long. The defaults are the protocol's; the ports and the group change in tests alone.
public struct SADPSettings: Hashable, Sendable {
    /// Dotted decimal; where requests go. An address that is not of multicast is a single device.
    public var group = "239.255.255.250"
    /// UDP port of the devices.
    public var groupPort = 37_020
    /// UDP port of this machine's that requests leave from, as the vendor's client has it.
    public var listenPort = 37_020
    /// How long an addressed request is waited for.
    public var answerWithin = Duration.seconds(5)
    /// How long an unbinding is waited for: the device asks its cloud in between.
    public var unbindWithin = Duration.seconds(40)
    /// How long a second answer to the exchange is waited for before the password leaves.
    public var impostorWithin = Duration.seconds(1)

    public init() {}

    /// Answers that one source may send in a second; more are dropped.
    static let mostAnswersPerSource = 2000
    /// Sources that are told apart in a second; more are dropped.
    static let mostSources = 4096
    /// Devices of one search.
    public static let mostDevices = 4096

    /// When inquiries leave, after the start of a search: three times a second apart, then every five seconds.
    static func inquiryTimes(within duration: Duration) -> [Duration] {
        var times: [Duration] = []
        var next = Duration.zero
        while next < duration || times.isEmpty {
            times.append(next)
            next += times.count < 3 ? .seconds(1) : .seconds(5)
        }
        return times
    }
}
