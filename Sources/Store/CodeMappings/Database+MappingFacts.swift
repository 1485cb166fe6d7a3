import Attendance
import Database

/// Who uses codes of one HR client: by their own code at the devices, and by a mapping.
struct CodeUse {
    /// Codes and names at the devices.
    fileprivate var people: [CodeKey: [(code: String, name: String)]] = [:]
    /// Device codes by the HR code that they are mapped to.
    fileprivate var mapped: [CodeKey: [String]] = [:]
}

extension Database {
    /// Who uses codes that HR systems take for one of `codes`. Walks the people, who are thousands where punches are
    /// millions.
    func use(of codes: [String], client: Int64) throws -> CodeUse {
        let keys = Set(codes.map(CodeKey.init))
        var use = CodeUse()
        var found: [(key: CodeKey, code: String)] = []
        let all = try String.fetchCursor(self, sql: "SELECT DISTINCT code FROM person")
        while let code = try all.next() {
            let key = CodeKey(code)
            if keys.contains(key) { found.append((key, code)) }
        }
        for (key, code) in found { use.people[key, default: []] += try names(of: code).map { (code, $0) } }
        for (code, hrCode) in try mappedCodes(of: client).sorted(by: { $0.key < $1.key }) {
            let key = CodeKey(hrCode)
            if keys.contains(key) { use.mapped[key, default: []].append(code) }
        }
        return use
    }

    /// What there is to know before `code` goes as `hrCode` to a client.
    ///
    /// - Parameters:
    ///   - use: of the HR code at least, where the caller has looked already.
    ///   - counts: false leaves the punches uncounted: the rule needs them for its sentence alone.
    func mappingFacts(
        _ code: String, to hrCode: String, client: Int64, use: CodeUse? = nil, counts: Bool = true
    ) throws -> MappingFacts {
        let key = CodeKey(hrCode)
        let use = try use ?? self.use(of: [hrCode], client: client)
        // Whoever has the device's code is the one who is mapped, not somebody else.
        var holders = (use.people[key] ?? []).filter { $0.code != code }
            .map { (code: $0.code, name: $0.name, isMapped: false) }
        for mapped in use.mapped[key] ?? [] where mapped != code {
            let names = try names(of: mapped)
            for name in names.isEmpty ? [""] : names {
                // Their own code may be another spelling of the HR code.
                if holders.contains(where: { $0.code == mapped && $0.name == name }) { continue }
                holders.append((mapped, name, true))
            }
        }
        let open = counts ? try openPunches(of: code, client: client) : (released: 0, days: 0, waiting: 0)
        return MappingFacts(
            code: code, hrCode: hrCode, names: try names(of: code, owedTo: client), released: open.released,
            days: open.days, waiting: open.waiting,
            holders: try counted(holders, counts: counts))
    }

    private func names(of code: String) throws -> [String] {
        try String.fetchAll(self, sql: "SELECT name FROM person WHERE code = ? ORDER BY name", arguments: [code])
    }

    /// Names under which the client is owed punches of a code, those it received included: of two companies on one
    /// machine each has its own `17`. Everybody's where it is owed none.
    private func names(of code: String, owedTo client: Int64) throws -> [String] {
        let all = try names(of: code)
        guard all.count > 1 else { return all }
        let owed = try String.fetchAll(
            self,
            sql: """
                SELECT DISTINCT person_name FROM (
                  SELECT punch.person_name FROM punch \(dialect.indexed(by: "punch_code_at"))
                  \(dialect.joinInOrder) delivery ON delivery.punch_id = punch.id AND delivery.hr_client_id = ?
                  WHERE punch.code = ? LIMIT ?) ORDER BY 1
                """, arguments: [client, code, CodeHolder.mostCounted])
        return owed.isEmpty ? all : owed
    }

    /// What a client has not received of a code. By the punches of the code, which are one person's: what is open at
    /// a client may be everything.
    private func openPunches(
        of code: String, client: Int64
    ) throws -> (released: Int, days: Int, waiting: Int) {
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT count(*) FILTER (WHERE delivery.state IN (2, 3)),
                  count(DISTINCT CASE WHEN delivery.state IN (2, 3) THEN substr(punch.local_time, 1, 10) END),
                  count(*) FILTER (WHERE delivery.state = 0)
                FROM punch \(dialect.indexed(by: "punch_code_at"))
                \(dialect.joinInOrder) delivery ON delivery.punch_id = punch.id AND delivery.hr_client_id = ?
                WHERE punch.code = ?
                """, arguments: [client, code])
        return row.map { ($0[0], $0[1], $0[2]) } ?? (0, 0, 0)
    }

    /// One walk a code, however many people share it.
    private func counted(
        _ holders: [(code: String, name: String, isMapped: Bool)], counts: Bool
    ) throws -> [CodeHolder] {
        var punches: [String: [String: Int]] = [:]
        for code in counts ? Set(holders.map(\.code)) : [] {
            let rows = try Row.fetchAll(
                self,
                sql: """
                    SELECT person_name, count(*) FROM (
                      SELECT person_name FROM punch \(dialect.indexed(by: "punch_code_at")) WHERE code = ? LIMIT ?) GROUP BY 1
                    """, arguments: [code, CodeHolder.mostCounted])
            punches[code] = Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: +)
        }
        return holders.map { code, name, isMapped in
            let ofCode = punches[code] ?? [:]
            return CodeHolder(
                code: code, name: name, punches: ofCode[name] ?? 0,
                isAtLeast: ofCode.values.reduce(0, +) >= CodeHolder.mostCounted, isMapped: isMapped)
        }
    }
}
