import Attendance
import Foundation
import HTTPTransport
import Simulators
import TestSupport
import Testing
import Wire

@Suite struct ServeTests {
    @Test func theServerMovesPunchesAnswersItsProbesAndStopsCleanly() async throws {
        try await Company.with { company in
            company.fill()
            try await company.addClients()
            try await company.addHanet(from: Company.daysAgo(9))
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
            let isListening = try await eventually { server.outputNow.contains("http://") }
            #expect(isListening)
            let address = String(
                server.outputNow.split(separator: " ").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "")
            try await HTTPTransport.with(quotes: .everything) { http in
                @Sendable func get(_ path: String) async throws -> HTTPReply {
                    try await http.send(HTTPCall(.get, address + path, timeout: .seconds(10)))
                }
                let health = try await get("/healthz")
                #expect(health.status == 200)
                let isReady = try await eventually { try await get("/readyz").status == 200 }
                #expect(isReady)
                // The schedule reads the device and the deliveries follow, without a command.
                let hasDelivered = try await eventually { !company.base.records.isEmpty }
                #expect(hasDelivered)
                let isIdle = try await eventually {
                    let status = try await company.ok("status")
                    return status.number("pulled") > 0 && status.number("waiting") == 0
                }
                #expect(isIdle)
                let metrics = String(decoding: try await get("/metrics").body, as: UTF8.self)
                #expect(metrics.contains("# TYPE rollcall_device_punches_total counter"))
                #expect(metrics.contains("rollcall_deliveries_open{hr=\"Base\",state=\"waiting\"} 0"))
                #expect(metrics.contains("rollcall_device_complete_up_to_timestamp_seconds{device=\"H\"} "))
            }
            // A command beside the running server.
            let beside = try await company.rollcall.run("sync", "H")
            #expect(beside.status == 0 || beside.errors.contains("busy"))
            server.kill(SIGTERM)
            let result = try await server.finish()
            #expect(result.status == 0, "\(result.errors)")
        }
    }

    @Test func aPortThatIsTakenIsSaidToBeTaken() async throws {
        try await Company.with { company in
            let taken = String(company.addresses[0].split(separator: ":").last ?? "")
            let result = try await company.rollcall.run("serve", "--listen", "127.0.0.1:\(taken)")
            #expect(result.status == 1)
            #expect(result.errors.contains("port \(taken) is in use"), "\(result.errors)")
        }
    }

    @Test func aRestoreWaitsForTheServerToStop() async throws {
        try await Company.with { company in
            try await company.addClients()
            let file = company.directory.appending(path: "b").path
            try await company.ok("backup", file, "--with-key")
            let server = try company.rollcall.start(["serve", "--listen", "127.0.0.1:0"])
            let isListening = try await eventually { server.outputNow.contains("http://") }
            #expect(isListening)
            let refused = try await company.rollcall.run("restore", file)
            #expect(refused.status == 1 && refused.errors.contains("Stop it first"))
            server.kill(SIGINT)
            let stopped = try await server.finish()
            #expect(stopped.status == 0)
            try await company.ok("restore", file)
            let clients = try await company.ok("hr", "list")
            #expect(clients.array?.count == 2)
        }
    }
}
