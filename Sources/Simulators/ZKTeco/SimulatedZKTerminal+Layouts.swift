extension SimulatedZKTerminal {
    /// How a terminal lays out a row of its log (contract 6).
    public enum LogLayout: String, Sendable, CaseIterable {
        case eightA = "8a"
        case eightB = "8b"
        case sixteen = "16"
        case twentyTwo = "22"
        case forty = "40"
        case fortyEight = "48"
        case fortyNine = "49"

        /// Bytes from one row to the next.
        public var stride: Int {
            switch self {
            case .eightA, .eightB: 8
            case .sixteen: 16
            case .twentyTwo: 22
            case .forty: 40
            case .fortyEight: 48
            case .fortyNine: 49
            }
        }

        /// The width of user records that such terminals have (contract 10): those with numbers for ids have 28 bytes.
        public var usualUserWidth: Int {
            switch self {
            case .eightA, .eightB, .sixteen: 28
            case .twentyTwo, .forty, .fortyEight, .fortyNine: 72
            }
        }

        func record(_ punch: Punch) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(stride)
            switch self {
            case .eightA:
                bytes.append(little: punch.uid)
                bytes.append(punch.verify)
                bytes.append(little: punch.time.packed)
                bytes.append(punch.state)
            case .eightB:
                bytes.append(little: punch.uid)
                bytes.append(punch.verify & 0x0F | punch.state << 4)
                bytes.append(0)
                bytes.append(little: punch.time.packed)
            case .sixteen:
                bytes.append(little: UInt32(punch.userID) ?? UInt32(punch.uid))
                bytes.append(little: punch.time.packed)
                bytes.append(punch.verify)
                bytes.append(punch.state)
                bytes.append(little: UInt16(0))
                bytes.append(little: punch.workCode)
            case .twentyTwo: appendText(punch, idWidth: 10, to: &bytes)
            case .forty, .fortyEight, .fortyNine: appendText(punch, idWidth: 24, to: &bytes)
            }
            if self == .fortyNine {
                bytes.append(contentsOf: repeatElement(0, count: 8))
                // As SpeedFace terminals were seen to end a row: 0xFF and the text "255".
                bytes.append(0xFF)
                bytes.append(contentsOf: "255".utf8)
            }
            bytes.append(contentsOf: repeatElement(0, count: stride - bytes.count))
            return bytes
        }

        private func appendText(_ punch: Punch, idWidth: Int, to bytes: inout [UInt8]) {
            bytes.append(little: punch.uid)
            bytes.append(field: Array(punch.userID.utf8), width: idWidth)
            bytes.append(punch.verify)
            bytes.append(little: punch.time.packed)
            bytes.append(punch.state)
        }
    }

    /// How a terminal lays out a punch that it tells at once: the raw value is the length of the data (contract 9).
    public enum EventLayout: Int, Sendable, CaseIterable {
        case ten = 10
        case twelve = 12
        case fourteen = 14
        case thirtyTwo = 32
        case thirtySix = 36
        case thirtySeven = 37
        case fiftyTwo = 52

        /// - Parameter carriesSlot: events of 10 and 14 bytes carry the uid and not the user id; contract 20.2 leaves open
        ///   which of them terminals mean.
        func data(_ punch: Punch, carriesSlot: Bool) -> [UInt8] {
            var bytes: [UInt8] = []
            switch self {
            case .ten, .fourteen:
                bytes.append(little: carriesSlot ? punch.uid : UInt16(punch.userID) ?? punch.uid)
            case .twelve: bytes.append(little: UInt32(punch.userID) ?? UInt32(punch.uid))
            case .thirtyTwo, .thirtySix, .thirtySeven, .fiftyTwo:
                bytes.append(field: Array(punch.userID.utf8), width: 24)
            }
            bytes.append(punch.verify)
            bytes.append(punch.state)
            bytes += punch.time.eventBytes
            bytes.append(contentsOf: repeatElement(0, count: rawValue - bytes.count))
            return bytes
        }
    }
}
