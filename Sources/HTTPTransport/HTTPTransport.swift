import AsyncHTTPClient
import Attendance
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#endif

/// The one way out: an HTTP client with a bound on everything. Shared by all connectors and HR systems.
public struct HTTPTransport: HTTPSending {
    private let client: HTTPClient
    private let quotes: QuoteRule

    /// Runs `body` with a transport whose connections are closed afterwards.
    ///
    /// - Parameters:
    ///   - authority: a file with a certificate authority that is trusted besides the system's, PEM or DER.
    ///   - quotes: of whose replies words may be shown.
    public static func with<Value>(
        trusting authority: String? = nil, quotes: QuoteRule, _ body: (HTTPTransport) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10), read: nil),
            connectionPool: .init(idleTimeout: .seconds(30)))
        configuration.httpVersion = .http1Only
        if let authority {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(try HTTPTransport.certificates(authority))]
            configuration.tlsConfiguration = tls
        }
        // A refused connection is said at once; trying again is the caller's policy.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(HTTPTransport(client: client, quotes: quotes))
            try? await client.shutdown()
            return value
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private static func certificates(_ path: String) throws -> [NIOSSLCertificate] {
        do { return try NIOSSLCertificate.fromPEMFile(path) } catch {
            return [try NIOSSLCertificate.fromDERFile(path)]
        }
    }

    public func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPReply {
        var request = HTTPClientRequest(url: call.url)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers.add(name: "User-Agent", value: "Rollcall")
        request.headers.add(name: "Accept", value: "application/json")
        for header in call.headers { request.headers.add(name: header.name, value: header.value) }
        if let body = call.body { request.body = .bytes(body) }
        let deadline = ContinuousClock.now + call.timeout
        do {
            let response = try await withTimeout(call.timeout) { [client, request] in
                try await client.execute(request, timeout: .nanoseconds(call.timeout.nanoseconds))
            }
            // From here on the status is known, and what the peer does with its body may spoil a success only
            // where the body is the answer.
            let left = max(.zero, deadline - .now)
            let body: [UInt8]
            if let excerpt = ReplyExcerpt(of: response, for: call, left: left) {
                body = await excerpt.read(response.body)
            } else {
                body = try await withTimeout(left) { try await wholeBody(of: response, atMost: call.maximumReplySize) }
            }
            return HTTPReply(
                status: Int(response.status.code),
                headers: response.headers.map { (name: $0.name, value: $0.value) }, body: body,
                isQuotable: await quotes.allows(call.url))
        } catch {
            throw HTTPFailure(error, timeout: call.timeout)
        }
    }
}

private func wholeBody(of response: HTTPClientResponse, atMost limit: Int) async throws -> [UInt8] {
    let length = response.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    guard length <= limit else { throw HTTPFailure.replyTooLarge(limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(0, length))
    for try await chunk in response.body {
        guard bytes.count + chunk.readableBytes <= limit else { throw HTTPFailure.replyTooLarge(limit: limit) }
        bytes.append(contentsOf: chunk.readableBytesView)
    }
    return bytes
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}

private struct TimeoutFailure: Error {}

/// Cancels `operation` when it takes longer than `limit`: the client's own deadline ends with the reply's head.
private func withTimeout<Value: Sendable>(
    _ limit: Duration, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask(operation: operation)
        group.addTask {
            try await Task.sleep(for: limit)
            throw TimeoutFailure()
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw CancellationError() }
        return value
    }
}

extension HTTPFailure {
    init(_ error: any Error, timeout: Duration) {
        switch error {
        case let failure as HTTPFailure: self = failure
        case is TimeoutFailure: self = .timedOut(after: timeout)
        case is CancellationError: self = .cancelled
        case let error as HTTPClientError:
            switch error {
            case .deadlineExceeded, .readTimeout, .writeTimeout, .getConnectionFromPoolTimeout:
                self = .timedOut(after: timeout)
            case .connectTimeout: self = .unreachable(reason: "no connection within 10 seconds")
            case .cancelled: self = .cancelled
            case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath: self = .invalidAddress
            default: self = .interrupted(reason: error.shortDescription)
            }
        case let error as NIOConnectionError:
            if let cause = error.connectionErrors.first?.error as? IOError {
                self = .unreachable(reason: IOError.describe(cause))
            } else {
                self = .unreachable(reason: "the name \(error.host) does not resolve")
            }
        case let error as IOError:
            let reason = IOError.describe(error)
            switch error.errnoCode {
            case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL:
                self = .unreachable(reason: reason)
            default: self = .interrupted(reason: reason)
            }
        case let error as NIOSSLError: self = .insecure(reason: String(describing: error))
        case let error as BoringSSLError: self = .insecure(reason: String(describing: error))
        case is HTTPParserError: self = .interrupted(reason: "the reply breaks off or is not HTTP")
        default: self = .interrupted(reason: "\(type(of: error))")
        }
    }
}

extension IOError {
    /// The system's words for the error number, such as `Connection refused`.
    fileprivate static func describe(_ error: IOError) -> String {
        String(cString: strerror(error.errnoCode))
    }
}
