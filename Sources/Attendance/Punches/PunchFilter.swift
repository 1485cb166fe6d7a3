/// Which punches are meant.
public struct PunchFilter: Sendable {
    public var code: String?
    public var sourceID: Int64?
    public var from: Instant?
    /// Exclusive.
    public var to: Instant?

    public init(code: String? = nil, sourceID: Int64? = nil, from: Instant? = nil, to: Instant? = nil) {
        self.code = code.map(EmployeeCode.cleaned)
        self.sourceID = sourceID
        self.from = from
        self.to = to
    }
}
