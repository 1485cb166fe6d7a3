// The readers of terminals' calls under libFuzzer. Built by script/fuzz together with the sources they test.

/// Reads bytes as the head of a call and as every kind of body, and holds what comes out against what is promised.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    head(bytes)
    let lines = bytes.split(separator: 0x0A).count { line in line.contains { $0 != 0x0D } }
    for type in ["att", "pid"] {
        let site = PushSite(
            zone: .vietnam, now: Instant(seconds: 1_773_630_000), facts: TerminalFacts([.deviceType: type]))
        attendance(bytes, lines, site)
        check(Registration.answer("A1", TerminalFacts([.pushVersion: text(bytes)]), stamps: [:], at: site))
    }
    let people = PeopleLines(bytes)
    precondition(people.count == lines && people.people.count <= lines)
    for person in people.people {
        precondition(!person.code.isEmpty && person.code.utf8.count <= 400 && !person.name.isEmpty)
        precondition(!person.name.unicodeScalars.contains(where: \.isControl))
    }
    let reports = Reports(bytes)
    precondition(reports.reports.count <= lines && reports.reports.allSatisfy { $0.id > 0 && ($0.count ?? 0) >= 0 })
    check(reports.facts)
    check(Reports.options(bytes))
    return 0
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(4000), as: UTF8.self) }

/// The first line is a page, the second a query.
private func head(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    let query = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
    for isPost in [true, false] {
        let head = PushHead(isPost: isPost, page: String(decoding: parts[0], as: UTF8.self), query: query)
        guard case .call(let call) = ADMSHead.read(head) else { continue }
        precondition((1...40).contains(call.serial.utf8.count) && call.serial.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        switch call.purpose {
        case .registration(let facts, _), .poll(let facts): check(facts)
        case .punches(let stamp?), .people(let stamp?):
            precondition(stamp.utf8.count <= 20 && stamp.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 })
        default: break
        }
    }
}

private func attendance(_ bytes: [UInt8], _ lines: Int, _ site: PushSite) {
    let read = AttendanceLines(bytes, at: site)
    let page = read.page
    precondition(read.count == lines && page.rows == lines)
    // Every line is a punch, is kept, or is skipped by reason: none is lost.
    precondition(page.punches.count + page.undecodable.count + page.skipped.values.reduce(0, +) == lines)
    for punch in page.punches {
        precondition(!punch.code.isEmpty && PlausibleTime.accepts(punch.at, now: site.now))
        precondition(site.zone.local(at: punch.at) == punch.local && punch.offset == 7 * 3600)
    }
    let keys = page.punches.map(\.sourceKey)
    precondition(AttendanceLines(bytes, at: site).page.punches.map(\.sourceKey) == keys)
}

private func check(_ facts: TerminalFacts) {
    for value in facts.values.values {
        precondition(!value.isEmpty && value.count <= TerminalFacts.longest)
        precondition(!value.unicodeScalars.contains(where: \.isControl))
    }
}

/// What a terminal is told has our lines alone, whatever it said.
private func check(_ greeting: String) {
    precondition(greeting.hasSuffix("\n") && greeting.split(separator: "\n").count == 18, greeting)
}
