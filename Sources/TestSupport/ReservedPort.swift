import Foundation
import Synchronization

/// A UDP port of loopback that no other test has, in this process or in another: whoever holds the TCP port of the same
/// number has it.
final class ReservedPort: Sendable {
    /// Below the range that the kernel gives out by itself, where a port that was free is soon somebody's.
    private static let range = 20_000..<32_000
    private static let next = Atomic(Int(ProcessInfo.processInfo.processIdentifier) * 31)

    let number: Int
    private let sign: Int32

    private init(number: Int, sign: Int32) {
        self.number = number
        self.sign = sign
    }

    static func take() throws -> ReservedPort {
        for _ in range {
            let step = next.wrappingAdd(1, ordering: .relaxed).newValue
            let number = range.lowerBound + step % range.count
            let sign = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            let status = sockaddr_in(port: number).withSocketAddress { bind(sign, $0, $1) }
            if status == 0 { return ReservedPort(number: number, sign: sign) }
            close(sign)
        }
        throw POSIXError(.EADDRINUSE)
    }

    func free() { close(sign) }
}
