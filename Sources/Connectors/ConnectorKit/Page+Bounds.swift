import Attendance

/// What one record may hold. Vendors' own values are far below; what lies above comes from somebody who means harm, or
/// from a server that is not the vendor's.
public enum RecordBounds {
    /// Bytes in UTF-8.
    public static let sourceKey = 400
    public static let code = 200
    public static let name = 400
    public static let raw = 64 << 10
}

extension Page {
    /// The page with names cut to their bound. A record with an identity or an employee code beyond its bound, or larger
    /// than any record is, cannot be told from another one by its beginning: it is kept undecoded.
    public func bounded() -> Page {
        guard
            punches.contains(where: { !$0.isWithinBounds })
                || undecodable.contains(where: { $0.raw.count > RecordBounds.raw })
        else { return self }
        var page = self
        page.punches = []
        for punch in punches {
            guard punch.sourceKey.utf8.count <= RecordBounds.sourceKey, punch.code.utf8.count <= RecordBounds.code,
                punch.raw.count <= RecordBounds.raw
            else {
                page.undecodable.append(UndecodableRecord(reason: "tooLong", raw: punch.raw))
                continue
            }
            page.punches.append(punch.withShortNames())
        }
        page.undecodable = page.undecodable.map {
            UndecodableRecord(reason: $0.reason, raw: $0.raw.prefix(RecordBounds.raw))
        }
        return page
    }
}

extension Punch {
    fileprivate var isWithinBounds: Bool {
        sourceKey.utf8.count <= RecordBounds.sourceKey && code.utf8.count <= RecordBounds.code
            && personName.utf8.count <= RecordBounds.name && sourceDevice.utf8.count <= RecordBounds.name
            && raw.count <= RecordBounds.raw
    }

    fileprivate func withShortNames() -> Punch {
        Punch(
            sourceKey: sourceKey, code: code, personName: Punch.short(personName), at: at, local: local, offset: offset,
            direction: direction, sourceDevice: Punch.short(sourceDevice), raw: raw)
    }

    private static func short(_ name: String) -> String {
        guard name.utf8.count > RecordBounds.name else { return name }
        var kept = name.prefix(RecordBounds.name / 4)
        while kept.utf8.count > RecordBounds.name - 3 { kept = kept.dropLast() }
        return kept + "…"
    }
}
