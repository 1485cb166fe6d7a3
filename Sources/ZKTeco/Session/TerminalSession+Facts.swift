/// What a terminal says of itself.
public struct TerminalIdentity: Hashable, Sendable {
    /// As it is printed on the terminal; empty where the firmware does not tell it.
    public var serialNumber = ""
    public var firmware = ""
    public var deviceName = ""

    public init() {}
}

extension TerminalSession {
    /// - Throws: at the step `identity`. What the firmware does not know is empty.
    public func identity() async throws(TerminalFailure) -> TerminalIdentity {
        try await alone { () async throws(TerminalFailure) in
            var identity = TerminalIdentity()
            identity.serialNumber = try await option("~SerialNumber")
            identity.deviceName = try await option("~DeviceName")
            let answer = try await ask(.firmware, at: .identity)
            if answer.code == TerminalCode.ok { identity.firmware = TerminalSession.text(answer.data[...]) }
            return identity
        }
    }

    /// - Throws: at the step `sizes`.
    public func sizes() async throws(TerminalFailure) -> TerminalSizes {
        try await alone { () async throws(TerminalFailure) in try await sizesInTurn() }
    }

    func sizesInTurn() async throws(TerminalFailure) -> TerminalSizes {
        let answer = try await ask(.sizes, at: .sizes)
        try TerminalSession.check(answer, at: .sizes)
        guard let sizes = TerminalSizes(answer.data) else { throw TerminalFailure(.damaged, at: .sizes) }
        return sizes
    }

    /// The terminal's clock; nil where it shows a time that no calendar has.
    ///
    /// - Throws: at the step `time`.
    public func time() async throws(TerminalFailure) -> TerminalTime? {
        try await alone { () async throws(TerminalFailure) in
            let answer = try await ask(.time, at: .time)
            try TerminalSession.check(answer, at: .time)
            guard answer.data.count >= 4 else { throw TerminalFailure(.damaged, at: .time) }
            return TerminalTime(packed: answer.data.littleEndian32(at: 0))
        }
    }

    /// `name=value` behind which a zero stands or not (contract 3).
    private func option(_ name: String) async throws(TerminalFailure) -> String {
        let answer = try await ask(.option(name), at: .identity)
        if answer.code == TerminalCode.unauthorized { throw TerminalFailure(.keyRefused(given: true), at: .identity) }
        guard !TerminalCode.isRefusal(answer.code), let mark = answer.data.firstIndex(of: UInt8(ascii: "=")) else {
            return ""
        }
        return TerminalSession.text(answer.data[(mark + 1)...])
    }

    /// Printable ASCII up to the first zero, at most 64 letters: it is shown to people.
    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        let line = bytes.prefix { $0 != 0 }.prefix(64).filter { (0x20...0x7E).contains($0) }
        return String(decoding: line, as: UTF8.self).trimmingSpaces
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let rest = drop { $0 == " " }
        return String(
            rest.prefix(rest.lastIndex { $0 != " " }.map { rest.distance(from: rest.startIndex, to: $0) + 1 } ?? 0))
    }
}
