import Foundation

/// Messages between two processes, over two pipes: a document of JSON and bytes behind it, each with its length in
/// front (32 bits, little-endian).
public struct MessagePipe: Sendable {
    private let input: Int32
    private let output: Int32
    private let mayWait: @Sendable () -> Bool

    /// Bytes of the longest document.
    private static let longestHead = 1 << 20
    /// Bytes behind it: a photo, or the two pictures that are kept of one.
    private static let longestBody = 2 * PictureLimits.bytes + (16 << 20)
    /// Milliseconds after which a wait asks whether it may go on.
    private static let glance: Int32 = 20

    /// - Parameter mayWait: asked again and again while the other side takes its time.
    public init(input: Int32, output: Int32, mayWait: @escaping @Sendable () -> Bool = { true }) {
        self.input = input
        self.output = output
        self.mayWait = mayWait
    }

    public func send(_ head: some Encodable, _ body: [UInt8] = []) throws(MessagePipeFailure) {
        guard let document = try? JSONEncoder().encode(head) else { throw .unreadable }
        try write(MessagePipe.length(document.count) + MessagePipe.length(body.count) + document)
        try write(body)
    }

    /// The next message; nil where the other side closed instead.
    public func receive<Head: Decodable>(_ type: Head.Type) throws(MessagePipeFailure) -> (head: Head, body: [UInt8])? {
        guard let lengths = try read(8, isStart: true) else { return nil }
        let (head, body) = (MessagePipe.number(lengths[..<4]), MessagePipe.number(lengths[4...]))
        guard head <= MessagePipe.longestHead, body <= MessagePipe.longestBody,
            let document = try read(head), let bytes = try read(body),
            let value = try? JSONDecoder().decode(type, from: Data(document))
        else { throw .unreadable }
        return (value, bytes)
    }

    private static func length(_ count: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }

    private func write(_ bytes: [UInt8]) throws(MessagePipeFailure) {
        var place = 0
        while place < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { Foundation.write(output, $0 + place, buffer.count - place) } ?? 0
            }
            if written > 0 {
                place += written
            } else {
                try wait(output, Int16(POLLOUT))
            }
        }
    }

    /// Nil where the other side closed before the first byte, if that may be.
    private func read(_ count: Int, isStart: Bool = false) throws(MessagePipeFailure) -> [UInt8]? {
        var place = 0
        var bytes = [UInt8](repeating: 0, count: count)
        while place < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { Foundation.read(input, $0 + place, count - place) } ?? 0
            }
            if got > 0 {
                place += got
            } else if got == 0 {
                guard isStart, place == 0 else { throw .closed }
                return nil
            } else {
                try wait(input, Int16(POLLIN))
            }
        }
        return bytes
    }

    /// After a call that did nothing: waits until it would do something.
    private func wait(_ descriptor: Int32, _ event: Int16) throws(MessagePipeFailure) {
        guard errno == EAGAIN || errno == EINTR else { throw .closed }
        var state = pollfd(fd: descriptor, events: event, revents: 0)
        repeat {
            guard mayWait() else { throw .givenUp }
        } while poll(&state, 1, MessagePipe.glance) <= 0
    }
}
