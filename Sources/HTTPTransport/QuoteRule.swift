import Foundation
import NIOPosix
import Synchronization

/// Of whose replies words may be shown. Whoever enters the address of a device or an HR system must not read the
/// machine's own services with it, nor those of its network, unless an administrator has listed the host.
public final class QuoteRule: Sendable {
    private let listed: (@Sendable () async -> [String])?
    private let places = Mutex<[String: (place: HostPlace, until: ContinuousClock.Instant)]>([:])
    private static let memory = Duration.seconds(300)

    /// Everything may be quoted: for tests, whose servers are all on loopback.
    public static let everything = QuoteRule(nil)

    /// - Parameter listed: hosts inside that an administrator allows, as names or addresses.
    public init(listed: @escaping @Sendable () async -> [String]) {
        self.listed = listed
    }

    private init(_ listed: (@Sendable () async -> [String])?) {
        self.listed = listed
    }

    func allows(_ url: String) async -> Bool {
        guard let listed else { return true }
        guard let host = URLComponents(string: url)?.host?.lowercased() else { return false }
        let name = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        switch await place(of: name) {
        case .outside: return true
        case .inside: return await listed().contains(name)
        case .own: return false
        }
    }

    private func place(of host: String) async -> HostPlace {
        let now = ContinuousClock.now
        if let known = places.withLock({ $0[host] }), known.until > now { return known.place }
        let found = try? await NIOThreadPool.singleton.runIfActive { HostPlace(of: host) }
        let place = found ?? HostPlace.own
        places.withLock { places in
            if places.count > 1000 { places = [:] }
            places[host] = (place, now + QuoteRule.memory)
        }
        return place
    }
}
