import Attendance
import ConnectorKit

/// The answer to a terminal that registers (contract 3, 11.2).
enum Registration {
    /// What we speak: below the version from which on bodies may be encrypted where both sides claim it, we say that we
    /// do not (`Encrypt=None`).
    static let version = "2.4.1"
    /// What a terminal speaks that does not say it (contract 11.2).
    private static let assumed = "2.2.14"

    static func answer(
        _ serial: String, _ facts: TerminalFacts, stamps: [TerminalStamp: String], at site: PushSite
    ) -> String {
        // A terminal of which nothing is known sends everything that it has.
        let punches = stamps[.punches] ?? "0"
        let people = stamps[.people] ?? "0"
        let lines = [
            "GET OPTION FROM: \(serial)",
            // Newer firmware reads these names, older firmware the next three.
            "ATTLOGStamp=\(punches)", "OPERLOGStamp=\(people)", "ATTPHOTOStamp=None",
            "Stamp=\(punches)", "OpStamp=\(people)", "PhotoStamp=None",
            "ErrorDelay=30", "Delay=10", "TransTimes=00:00;14:05", "TransInterval=1",
            // Records, operations and people; no templates and no photos.
            "TransFlag=TransData AttLog\tOpLog\tEnrollUser\tChgUser",
            "TimeZone=\(timeZone(site.zone, at: site.now))", "Realtime=1", "Encrypt=None", "SupportPing=1",
            "ServerVer=\(version)", "PushProtVer=\(lower(facts[.pushVersion] ?? assumed, version))",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Hours; minutes where the zone is off by a part of one (contract 3).
    static func timeZone(_ zone: Zone, at now: Instant) -> String {
        let minutes = zone.offset(at: now) / 60
        return String(minutes % 60 == 0 ? minutes / 60 : minutes)
    }

    /// The lower of two versions; what is no version counts as the one that is assumed.
    static func lower(_ theirs: String, _ ours: String) -> String {
        guard let mine = numbers(ours) else { return theirs }
        let other = numbers(theirs) ?? numbers(assumed) ?? mine
        return (mine.lexicographicallyPrecedes(other) ? mine : other).map(String.init).joined(separator: ".")
    }

    private static func numbers(_ text: String) -> [Int]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
        guard (1...4).contains(parts.count), numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else {
            return nil
        }
        return numbers
    }
}
