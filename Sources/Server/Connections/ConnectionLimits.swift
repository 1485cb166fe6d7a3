import Foundation
import NIOCore

/// What strangers may take of the server's connections and time.
struct ConnectionLimits: Sendable {
    /// Connections that are open at once.
    var total: Int
    /// Of them, those from one address. Proxies that are believed carry everybody, and have no such bound.
    var perAddress = 256
    var unbounded: Set<String> = []
    /// From the connection, TLS included, to the end of the first request's head.
    var head = TimeAmount.seconds(15)
    /// From an answer to the end of the next request's head.
    var idle = TimeAmount.seconds(60)
    /// For a body, and a second more for every `bytesPerSecond` of it that have come.
    var body = TimeAmount.seconds(20)
    var bytesPerSecond = 8192
    /// How long an answer waits for somebody who takes nothing of it.
    var stall = TimeAmount.seconds(60)

    /// Handles that are kept back: for the database, for what the server itself asks of vendors and HR systems, for files.
    static let reserve = 256
    private static let most = 8192

    /// Raises the process's limit of open files as far as it may go, and takes the rest of it for connections.
    static func raised() -> ConnectionLimits {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(files, &limit) == 0 else { return ConnectionLimits(total: 256) }
        var wanted = limit
        wanted.rlim_cur = limit.rlim_max
        if setrlimit(files, &wanted) == 0 { limit = wanted }
        return ConnectionLimits(total: total(openFiles: Int(clamping: limit.rlim_cur)))
    }

    /// For the listener of terminals. A site's terminals come from one address, and each keeps its connection.
    static func terminals() -> ConnectionLimits {
        var limits = raised()
        limits.total = min(2048, limits.total)
        limits.perAddress = min(1024, limits.total)
        return limits
    }

    /// How many connections fit beside everything else that opens files.
    static func total(openFiles: Int) -> Int { min(most, max(64, openFiles - reserve)) }
}
