import Foundation
import HTTPTransport
import TestSupport
import Testing

/// Strangers who connect and say little or nothing, against the real program.
@Suite struct ConnectionTests {
    @Test func elevenHundredHalfOpenConnectionsLeavePagesAndPullsWorking() async throws {
        var limit = rlimit()
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        getrlimit(files, &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(files, &limit)
        try await Company.with { company in
            company.fill()
            try await company.addClients()
            try await company.addHanet()
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"], openFiles: 1024)
            defer { server.kill(SIGTERM) }
            #expect(try await eventually { server.outputNow.contains("http://") })
            let address = String(
                server.outputNow.split(separator: " ").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "")
            let port = try #require(URLComponents(string: address)?.port)
            let crowd = (0..<1100).compactMap { number -> RawConnection? in
                let connection = RawConnection(port: port)
                if number % 2 == 0 { connection?.say("GET / HTTP/1.1\r\nHost: local") }
                return connection
            }
            #expect(crowd.count > 1000)
            try await HTTPTransport.with(quotes: .everything) { http in
                for path in ["/healthz", "/login", "/readyz", "/assets/console.css"] {
                    let reply = try await http.send(HTTPCall(.get, address + path, timeout: .seconds(10)))
                    #expect([200, 303].contains(reply.status), "\(path): \(reply.status)")
                }
            }
            let isPulled = try await eventually { try await company.ok("status").number("pulled") > 0 }
            #expect(isPulled)
            withExtendedLifetime(crowd) {}
        }
    }
}
