/// Why the network gave no answer, or why an answer was not acted upon.
public enum SADPFailure: Error, Hashable, Sendable {
    /// No interface of that name or address; with those that there are.
    case unknownInterface(String, known: [NetworkInterface])
    /// This machine has no interface with an IPv4 address that carries multicast.
    case noInterface
    /// The group is not an IPv4 address.
    case invalidGroup(String)
    /// Another program holds the port and shares it with nobody.
    case portInUse(Int, interface: String)
    /// The system does not let this program do that.
    case notPermitted(interface: String)
    /// Nothing can be sent to the group there.
    case noRoute(interface: String)
    /// Any other refusal of the system, in its words.
    case network(interface: String, reason: String)
    /// The client is in the middle of something else.
    case busy
    case cancelled

    /// Nothing with that address answered.
    case notFound(MACAddress, after: Duration)
    /// The device was found and did not answer this request.
    case noAnswer(operation: String, after: Duration)
    /// Only heard, never answered: nothing is sent to it.
    case neverAnswered
    /// Two devices claim this MAC address or this serial.
    case contested(MACAddress, DeviceRivalry)

    /// The device's announcement names another address than it answers from.
    case addressMismatch(announced: String, actual: String)
    /// Somebody else answered the exchange of the password.
    case impostor(address: String)
    /// The exchange was answered twice.
    case answeredTwice
    /// What the device answered to the exchange is of no use.
    case unusableExchange
    /// The device does not say that it can be unbound locally.
    case unbindNotOffered
}
