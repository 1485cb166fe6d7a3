import COpenSSL

/// A device's password on its way to the device: in no log, in no description, and overwritten with zeros when the
/// last holder lets go of it.
public final class DevicePassword: Sendable, CustomStringConvertible {
    /// Bytes of the longest password.
    public static let longest = 16

    // Written only here and in `deinit`, which nobody can race with.
    nonisolated(unsafe) private let memory: UnsafeMutableRawBufferPointer

    public init(_ text: String) throws(DevicePasswordFailure) {
        let count = text.utf8.count
        guard count > 0 else { throw .empty }
        guard count <= DevicePassword.longest else { throw .tooLong }
        guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { throw .controlCharacter }
        memory = .allocate(byteCount: count, alignment: 1)
        memory.copyBytes(from: text.utf8)
    }

    deinit {
        OPENSSL_cleanse(memory.baseAddress, memory.count)
        memory.deallocate()
    }

    public var description: String { "a device password" }

    /// Runs `body` with the bytes, padded with zeros to 16.
    func withPaddedBytes<Value>(_ body: ([UInt8]) -> Value) -> Value {
        var bytes = Array(memory) + [UInt8](repeating: 0, count: DevicePassword.longest - memory.count)
        defer { Cipher.erase(&bytes) }
        return body(bytes)
    }
}
