import Access
import Attendance
import AttendanceHub
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Store
import Wire

/// Server-sent events to one open page.
struct EventStream: Pages {
    let live: LiveUpdates
    let policy: ServingPolicy
    let version: String

    private static let beat = Duration.seconds(2)

    var routes: [Route] { [Route(.get, "/live", .signedIn, respond)] }

    @Sendable private func respond(_ visit: Visit) throws -> Response {
        guard visit.request.method != .head else {
            return Response(status: .ok, headers: [.contentType: "text/event-stream"])
        }
        let watched = live.watch(
            visit.principal, session: visit.context.sessionSecret ?? "",
            address: policy.client(visit.request, visit.context))
        guard let (id, snapshots) = watched else {
            throw Refusal(
                .tooManyRequests,
                Phrase(
                    en: "too many pages are open: live values pause", vi: "quá nhiều trang đang mở: tạm dừng cập nhật"))
        }
        let principal = visit.principal
        let language = visit.language
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { live.leave(id) }
                try await visit.request.body.consumeWithInboundCloseHandler { _ in
                    try await withGracefulShutdownHandler {
                        var sent = Sent()
                        var last = ContinuousClock.now
                        try await writer.write(ByteBuffer(string: "retry: 2000\n\n" + Sent.greeting(version)))
                        for await snapshot in snapshots {
                            var text = sent.events(snapshot, principal, language)
                            // A page that hears nothing cannot know whether nothing happens or nobody is there.
                            if text.isEmpty, .now - last >= EventStream.beat { text = Sent.beat }
                            if text.isEmpty { continue }
                            try await writer.write(ByteBuffer(string: text))
                            last = .now
                        }
                    } onGracefulShutdown: {
                        live.leave(id)
                    }
                } onInboundClosed: {
                    live.leave(id)
                }
                try await writer.finish(nil)
            })
    }
}

/// What one page has been told, so that only changes are sent.
private struct Sent {
    private var cards: [Int64: JSONValue] = [:]
    private var punches: [Int64] = []
    private var jobs = -1
    private var cases: Int64?

    mutating func events(_ snapshot: LiveUpdates.Snapshot, _ principal: Principal, _ language: Language) -> String {
        var text = ""
        if principal.may(.devicesRead) {
            var changed: [JSONValue] = []
            for device in snapshot.devices {
                let card = DeviceCard(
                    device, snapshot.health[device.id] ?? .fine, snapshot.warnings.shown(of: device), language
                ).live
                if cards.updateValue(card, forKey: device.id) != card { changed.append(card) }
            }
            if !changed.isEmpty { text += Sent.event("devices", .array(changed)) }
        }
        if punches != snapshot.punchRevision {
            // The page was made just now: only what comes after it is news.
            if !punches.isEmpty { text += Sent.event("punches", "") }
            punches = snapshot.punchRevision
        }
        if jobs != snapshot.jobRevision {
            text += Sent.event("jobs", "")
            jobs = snapshot.jobRevision
        }
        if cases != snapshot.caseRevision {
            // The first one too: something may have happened between the page and its connection. The page knows its own.
            if principal.may(.casesFile) || principal.may(.casesRead) {
                text += Sent.event("cases", .integer(snapshot.caseRevision))
            }
            cases = snapshot.caseRevision
        }
        return text
    }

    /// A page of another version has what this one does not send any more.
    static func greeting(_ version: String) -> String { event("version", .string(version)) }

    static let beat = event("beat", "")

    private static func event(_ name: String, _ data: JSONValue) -> String {
        "event: \(name)\ndata: \(data.description)\n\n"
    }
}
