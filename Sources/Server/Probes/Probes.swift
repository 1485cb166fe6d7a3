import Access
import Attendance
import Console
import HTTPTypes
import Hummingbird
import Logging
import Scheduling
import Store
import SyncEngine

/// What other programs ask a running server: is it alive, does it move, how much has it moved.
struct Probes: Sendable {
    let engine: Engine
    let policy: ServingPolicy
    let loops: [JobLoop]
    let log: Logger

    func addRoutes(to router: Router<ConsoleContext>) {
        router.get("/healthz") { _, _ in "ok\n" }
        router.get("/readyz") { _, _ in await readiness() }
        router.get("/metrics") { request, context in
            if let objection = policy.objection(to: request, context) {
                throw HTTPError(.misdirectedRequest, message: objection.en)
            }
            guard try await mayMeasure(request, context) else {
                return Response(
                    status: .unauthorized, headers: [.wwwAuthenticate: "Bearer"],
                    body: ResponseBody(
                        byteBuffer: ByteBuffer(
                            string: "metrics name devices: ask from this machine, or with an API token (status.read)\n")
                    ))
            }
            return Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(
                    byteBuffer: ByteBuffer(string: try await Metrics(engine: engine, loops: loops).text())))
        }
    }

    /// This machine's own programs, and whoever has a token: metrics name devices and HR clients.
    private func mayMeasure(_ request: Request, _ context: ConsoleContext) async throws -> Bool {
        let isForwarded = HTTPField.Name("X-Forwarded-For").map { request.headers[$0] != nil } ?? false
        let peer = context.peer ?? ""
        if !isForwarded, peer.hasPrefix("127.") || peer == "::1" || peer == "::ffff:127.0.0.1" { return true }
        guard let words = request.headers[.authorization]?.split(separator: " "), words.count == 2 else { return false }
        let token = try await engine.store.apiTokens.find(secret: String(words[1]), now: engine.now())
        return token?.principal.may(.statusRead) ?? false
    }

    /// Ready while the database answers and each recurring job has moved lately: "the service is running" is not enough.
    private func readiness() async -> Response {
        var problems: [String] = []
        do {
            _ = try await engine.store.settings.current()
        } catch {
            // Strangers may ask this; what is wrong with a disk is for the log.
            log.error("database: \(error.phrase.en)")
            problems.append("database: does not answer")
        }
        for loop in loops where loop.isSilent {
            problems.append("\(loop.name): \(loop.isFailing ? "failing" : "not moving") (\(loop.consequence.en))")
        }
        let text = problems.isEmpty ? "ready\n" : problems.joined(separator: "\n") + "\n"
        return Response(
            status: problems.isEmpty ? .ok : .serviceUnavailable, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
