import CZlib
import NIOCore

/// The gzip format (RFC 1952), for bodies that are in memory.
public enum Gzip {
    /// Level 5 of 9: of a page little more is to be had, and that costs as much again.
    private static let level: Int32 = 5

    /// - Returns: nil where it would be no smaller.
    public static func compressed(_ bytes: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        guard rollcall_begin_gzip(&stream, level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let room = bytes.readableBytes
        var output = ByteBufferAllocator().buffer(capacity: room)
        let isDone = bytes.withUnsafeReadableBytes { input in
            var isDone = false
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { space in
                // zlib only reads what it takes for writable.
                stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = space.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = UInt32(min(space.count, room))
                isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return Int(stream.total_out)
            }
            return isDone
        }
        return isDone ? output : nil
    }
}
