import Synchronization

extension SimulatedZKTerminal {
    /// The requests that a fault is ordered for.
    public enum Occasion: Sendable, Hashable {
        case any
        case command(UInt16)
        /// What begins a reading of the log: 1503 for command 13, or 13 itself.
        case logRead
        /// What begins a reading of the users: 1503 for command 9, or 9 itself.
        case userRead
        /// 1504 of the log.
        case logChunk
        /// 1504 of the users.
        case userChunk
    }

    /// What goes wrong with the answer to one request.
    public enum Fault: Sendable, Hashable {
        /// The first packet's checksum is not that of its bytes.
        case wrongChecksum
        /// Every packet carries another reply number: so much more than that of the request.
        case wrongReplyNumber(by: UInt16 = 1)
        /// Every packet carries another session.
        case wrongSession
        /// These bytes as they are, unframed, in place of the answer.
        case garbage([UInt8])
        /// This answer, with this data, in place of the right one; the request has no effect.
        case answer(UInt16, data: [UInt8] = [])
        /// The connection ends after so many bytes of the answer; over UDP the datagrams end there.
        case cutAfter(Int)
        /// No answer; the request has no effect.
        case hang
        /// No answer, but the request takes effect; over TCP the connection ends.
        case lostAnswer
        /// The right answer, with a pause before each packet.
        case slow(Duration)
        /// So many bytes are promised, and none is ever sent. For what begins a reading.
        case promise(UInt32)
        /// The data of a chunk is so many bytes longer, or shorter where negative, than asked. `announced`: 1500 says so
        /// too; otherwise it says what was asked.
        case chunkOff(by: Int, announced: Bool)
        /// The packets of the answer before this one are sent again, before the right ones.
        case stale
        /// These punches happen after the request came and before it is answered.
        case punches([Punch])
        /// These punches happen while the answer is sent: their events stand between its packets where the session
        /// registered for events.
        case eventsInside([Punch])
    }

    /// Faults that were ordered, each for an occasion and a number of times. Shared with the running terminal.
    public final class Faults: Sendable {
        private struct Rule {
            let fault: Fault
            let occasion: Occasion
            var skips: Int
            var times: Int
        }

        private let rules = Mutex<[Rule]>([])

        init() {}

        /// Orders a fault for the next `times` requests of the occasion, after those ordered before it.
        ///
        /// - Parameter skips: so many requests of the occasion are answered well first.
        public func order(_ fault: Fault, on occasion: Occasion = .any, skipping skips: Int = 0, times: Int = 1) {
            rules.withLock { $0.append(Rule(fault: fault, occasion: occasion, skips: skips, times: times)) }
        }

        public func clear() { rules.withLock { $0.removeAll() } }

        /// Whether everything that was ordered has happened.
        public var isEmpty: Bool { rules.withLock { $0.isEmpty } }

        func next(for occasions: Set<Occasion>) -> Fault? {
            rules.withLock { rules in
                for index in rules.indices where occasions.contains(rules[index].occasion) {
                    guard rules[index].skips == 0 else {
                        rules[index].skips -= 1
                        continue
                    }
                    let fault = rules[index].fault
                    rules[index].times -= 1
                    if rules[index].times <= 0 { rules.remove(at: index) }
                    return fault
                }
                return nil
            }
        }
    }
}
