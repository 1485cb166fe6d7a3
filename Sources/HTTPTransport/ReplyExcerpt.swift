import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The beginning of a body that decides nothing: so many bytes, as long as they come within a moment.
///
/// A body that is left unread closes its connection: the client ends an exchange whose body nobody holds any more,
/// and never uses its connection again. A short body is read to its end all the same, so that the next call finds
/// the connection open.
struct ReplyExcerpt {
    let bytes: Int
    let patience: Duration

    /// A success needs no words: its body is awaited only for the connection's sake.
    private static let patienceAfterSuccess = Duration.milliseconds(200)
    /// Why it was refused is worth a second.
    private static let patienceAfterRefusal = Duration.seconds(1)
    /// Where a refusal's body can hold a code, a slow line gets its time.
    private static let patienceForCode = Duration.seconds(2)
    private static let usualBytes = 64 << 10

    /// Nil where the body has to come whole.
    ///
    /// - Parameter left: what the call's own time still allows.
    init?(of response: HTTPClientResponse, for call: HTTPCall, left: Duration) {
        let isSuccess = (200...299).contains(response.status.code)
        switch call.replyBody {
        case .whole:
            guard !isSuccess else { return nil }
            bytes = min(ReplyExcerpt.usualBytes, call.maximumReplySize)
            patience = min(left, ReplyExcerpt.patienceForCode)
        case .statusAlone(let excerpt):
            let length = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
            // A long body is not even begun after a success.
            bytes = isSuccess && length > excerpt ? 0 : excerpt
            patience = min(
                left, isSuccess ? ReplyExcerpt.patienceAfterSuccess : ReplyExcerpt.patienceAfterRefusal)
        }
    }

    /// What came of the body; never a failure.
    func read(_ body: HTTPClientResponse.Body) async -> [UInt8] {
        guard bytes > 0 else { return [] }
        return await withTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { await start(of: body) }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            var read: [UInt8] = []
            // Whichever is first ends the other; the reader hands over what it has when it is ended.
            for await result in group {
                group.cancelAll()
                if let result { read = result }
            }
            return read
        }
    }

    private func start(of body: HTTPClientResponse.Body) async -> [UInt8] {
        var read: [UInt8] = []
        do {
            for try await chunk in body {
                read.append(contentsOf: chunk.readableBytesView.prefix(bytes - read.count))
                guard read.count < bytes else { break }
            }
        } catch {
            // The status has decided; what broke off here changes nothing.
        }
        return read
    }
}
