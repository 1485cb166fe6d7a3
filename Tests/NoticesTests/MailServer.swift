import Foundation
import Synchronization

/// A mail server on loopback without encryption: says yes to everything but what it is told to refuse.
final class MailServer: Sendable {
    private struct State {
        var commands: [String] = []
        var messages: [String] = []
        var refused: String?
    }

    let port: Int
    private let door: Int32
    private let state: Mutex<State>

    var commands: [String] { state.withLock { $0.commands } }
    var messages: [String] { state.withLock { $0.messages } }

    /// - Parameter command: its first word; `.` is the end of a message.
    func refuse(_ command: String?) { state.withLock { $0.refused = command } }

    static func with(
        refusing command: String? = nil, _ body: @escaping @Sendable (MailServer) async throws -> Void
    ) async throws {
        let server = try MailServer(refusing: command)
        Thread.detachNewThread { server.serve() }
        defer { shutdown(server.door, Int32(SHUT_RDWR)) }
        try await body(server)
    }

    private init(refusing command: String?) throws {
        state = Mutex(State(refused: command))
        door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let door = door
        let status = withUnsafeMutablePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(door, address, length) == 0 && listen(door, 8) == 0 && getsockname(door, address, &length) == 0
            }
        }
        port = Int(UInt16(bigEndian: name.sin_port))
        guard status else { throw POSIXError(.EADDRINUSE) }
    }

    private func serve() {
        while true {
            let connection = accept(door, nil, nil)
            guard connection >= 0 else { break }
            talk(connection)
            close(connection)
        }
        close(door)
    }

    private func talk(_ connection: Int32) {
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        func say(_ text: String) {
            let bytes = Array((text + "\r\n").utf8)
            _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
        say("220 test")
        var rest: [UInt8] = []
        var message: [String]?
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            rest += buffer.prefix(count)
            while let end = rest.firstIndex(of: 0x0A) {
                let line = String(decoding: rest[..<end].filter { $0 != 0x0D }, as: UTF8.self)
                rest.removeSubrange(...end)
                if let lines = message, line != "." {
                    message = lines + [line]
                    continue
                }
                let answer = reply(to: line)
                if line == ".", let lines = message {
                    if answer.hasPrefix("2") {
                        state.withLock { $0.messages.append(lines.joined(separator: "\r\n")) }
                    }
                    message = nil
                } else if answer.hasPrefix("354") {
                    message = []
                }
                say(answer)
                if line == "QUIT" { return }
            }
        }
    }

    private func reply(to line: String) -> String {
        state.withLock { state in
            state.commands.append(line)
            let word = String(line.split(separator: " ").first ?? "")
            if let refused = state.refused, word == refused { return "550 no" }
            switch word {
            case "EHLO": return "250-test\r\n250 AUTH PLAIN"
            case "AUTH": return line == "AUTH PLAIN" ? "334 " : "235 welcome"
            case "DATA": return "354 go on"
            case "QUIT": return "221 bye"
            case "STARTTLS": return "502 no such thing"
            case "MAIL", "RCPT", ".": return "250 yes"
            // What follows upon `AUTH PLAIN`.
            default: return state.commands.dropLast().last == "AUTH PLAIN" ? "235 welcome" : "500 what"
            }
        }
    }
}
