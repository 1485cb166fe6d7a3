// The readers of the ZKTeco terminal protocol under libFuzzer. Built by script/fuzz together with the sources it tests.

/// Reads the bytes as a stream, as a log, as users, as an event and as sizes, and holds what comes out against what went in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    stream(bytes)
    log(bytes)
    _ = TerminalUser.list(bytes[...], count: count / 72)
    _ = TerminalSizes(bytes)
    let event = TerminalEvent(TerminalPacket(code: TerminalCode.event, session: 1, reply: 0, data: bytes))
    if case .punch(let punch) = event { precondition(punch.userID.utf8.allSatisfy { (0x20...0x7E).contains($0) }) }
    return 0
}

/// However the stream is cut, the same packets come out of it.
private func stream(_ bytes: [UInt8]) {
    func read(by size: Int) -> [[UInt8]] {
        var frames = TerminalFrames()
        var packets: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            frames.append(bytes[start..<min(start + size, bytes.count)])
            do throws(StreamFailure) {
                while let packet = try frames.next() { packets.append(packet) }
            } catch { return packets }
        }
        return packets
    }
    let whole = read(by: max(1, bytes.count))
    precondition(whole == read(by: 7))
    for packet in whole {
        guard let read = try? TerminalPacket(packet) else { continue }
        precondition(read.bytes == packet)
    }
}

private func log(_ bytes: [UInt8]) {
    let now = TerminalTime(year: 2026, month: 10, day: 20, hour: 9, minute: 0, second: 0)
    for expectation in [LayoutFinding.Expectation.nothing, .remembered(.bytes40), .configured([.bytes8a, .bytes8b])] {
        let finding = LayoutFinding(bytes[...], counted: bytes.count / 40, now: now)
        guard case .found(let layout) = finding.verdict(expectation) else { continue }
        precondition(bytes.count % layout.size == 0)
        let log = AttendanceLog(bytes: bytes[...], layout: layout)
        var seen = 0
        log.forEach { record, raw in
            seen += 1
            precondition(raw.count == layout.size)
            if let record { precondition((2000...2099).contains(record.time.year)) }
        }
        precondition(seen == log.count)
        precondition(log.count == 0 || log.known(upTo: log.mark()) == log.count)
    }
}
