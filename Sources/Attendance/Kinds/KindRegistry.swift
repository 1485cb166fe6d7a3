/// The kinds of one side that this program knows.
public struct KindRegistry<Member: SystemKind>: Sendable {
    /// In the order in which people choose among them.
    public let all: [Member]

    public init(_ all: [Member]) {
        self.all = all
    }

    public subscript(id: String) -> Member? { all.first { $0.id == id } }

    /// The kind that somebody named.
    ///
    /// - Throws: `RequestFailure` with the kinds that there are.
    public func named(_ id: String) throws(RequestFailure) -> Member {
        if let kind = self[id] { return kind }
        let known = all.map(\.id).joined(separator: ", ")
        throw RequestFailure(
            en: "there is no kind “\(id)”; the kinds are \(known)", vi: "không có loại “\(id)”; các loại là \(known)")
    }

    /// The kind of something that is stored, perhaps by a version that knew more kinds.
    ///
    /// - Throws: `RequestFailure` where this version does not know it.
    public func stored(_ id: String) throws(RequestFailure) -> Member {
        if let kind = self[id] { return kind }
        throw RequestFailure(
            en: "this version does not know the kind “\(id)”", vi: "phiên bản này không có loại “\(id)”")
    }
}
