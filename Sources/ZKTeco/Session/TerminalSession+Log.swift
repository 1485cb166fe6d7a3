extension TerminalSession {
    /// All punches that the terminal keeps; nil where it keeps none.
    ///
    /// The terminal counts its records before and after: where somebody punched meanwhile it is read again, twice at most
    /// (contract 7.2), and the records themselves decide their layout.
    ///
    /// - Parameter progress: told how many bytes of how many are there.
    /// - Throws: at the steps `sizes`, `time` and `log`; `layout` where the records' layout is not certain.
    public func log(
        _ expectation: LayoutFinding.Expectation, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(TerminalFailure) -> AttendanceLog? {
        let now = try await time()
        return try await alone { () async throws(TerminalFailure) in
            var before = try await sizesInTurn()
            for attempt in 1... {
                let bytes = try await read(.log, progress: progress)
                let after = try await sizesInTurn()
                let isSteady = before.records == after.records
                before = after
                if !isSteady, attempt < 3 { continue }
                switch LayoutFinding(bytes, counted: after.records, now: now).verdict(expectation) {
                case .empty where after.records > 0 && isSteady:
                    throw TerminalFailure(.incomplete(got: 0, promised: after.records), at: .log)
                case .empty: return nil
                case .found(let layout): return AttendanceLog(bytes: bytes, layout: layout)
                case .refused(let refusal): throw TerminalFailure(.layout(refusal), at: .log)
                }
            }
            return nil
        }
    }

    /// The people who are enrolled; nil where their records have a width that nobody knows.
    ///
    /// - Throws: at the steps `sizes` and `users`.
    public func users() async throws(TerminalFailure) -> [TerminalUser]? {
        try await alone { () async throws(TerminalFailure) in
            let count = try await sizesInTurn().users
            return TerminalUser.list(try await read(.users) { _, _ in }, count: count)
        }
    }
}
