import Attendance
import Database

extension PunchRepository {
    /// More people than these are not looked up one by one.
    public static let mostPeople = 60

    /// One page of a search. Every order walks an index that fits it, or sorts a set that is known to be small, so
    /// that a page takes as long with ten million punches as with ten thousand.
    public func search(
        _ search: PunchSearch, at cursor: PunchCursor? = nil, limit: Int
    ) async throws(StoreFailure) -> PunchPage {
        try await file.read { try SearchQuery(search, in: $0).page(at: cursor, limit: limit, in: $0) }
    }

    /// Totals of a search, from the counters wherever they know; else counted up to a bound.
    public func totals(_ search: PunchSearch) async throws(StoreFailure) -> PunchTotals {
        try await file.read { try SearchQuery(search, in: $0).totals(in: $0) }
    }

    /// One page and the totals, of the same moment.
    public func searchWithTotals(
        _ search: PunchSearch, at cursor: PunchCursor? = nil, limit: Int
    ) async throws(StoreFailure) -> (page: PunchPage, totals: PunchTotals) {
        try await file.read { database in
            let query = try SearchQuery(search, in: database)
            return (try query.page(at: cursor, limit: limit, in: database), try query.totals(in: database))
        }
    }

    /// Names that hold the text, for the search field's suggestions.
    public func people(_ text: String, limit: Int = 10) async throws(StoreFailure) -> [(code: String, name: String)] {
        try await file.read { try $0.people(matching: text, limit: limit) }
    }
}

extension Database {
    func people(matching text: String, limit: Int) throws -> [(code: String, name: String)] {
        try Row.fetchAll(
            self, sql: "SELECT code, name FROM person WHERE folded LIKE '%' || ? || '%' ORDER BY name, code LIMIT ?",
            arguments: [SearchText.pattern(text), limit]
        ).map { ($0[0], $0[1]) }
    }
}

/// A search made ready: people looked up, sizes known from the counters.
private struct SearchQuery {
    /// Sets up to this size are sorted; larger ones are walked in the order of an index.
    static let smallSet = 3000

    let search: PunchSearch
    /// The people who are meant, where they are few enough to be looked up one by one.
    let people: [(code: String, name: String)]?
    /// What the folded names of people hold, where they are many: then punches are walked and asked for their person.
    let crowd: String?
    /// Nil where few people are meant: their punches are found, and counted, one by one.
    let counts: PunchCounts?
    /// Whether the wanted state has few deliveries on all days.
    let isStateSparse: Bool
    /// Around the days that are meant.
    private let instants: (lowest: Int64, highest: Int64)
    private let dialect: Dialect

    init(_ asked: PunchSearch, in database: Database) throws {
        var search = asked
        if search.span != nil {
            // Calendars are up to 26 hours apart: no device's day may cut a moment off.
            search.from = search.from?.adding(days: -2)
            search.to = search.to?.adding(days: 2)
        }
        self.search = search
        dialect = database.dialect
        let found = try search.person.map {
            try database.people(matching: $0, limit: PunchRepository.mostPeople + 1)
        }
        let isCrowd = found.map { $0.count > PunchRepository.mostPeople } ?? false
        people = isCrowd ? nil : found
        crowd = isCrowd ? search.person.map(SearchText.pattern) : nil
        var instants = try database.instants(from: search.from, to: search.to)
        if let span = search.span {
            instants.lowest = max(instants.lowest, span.lowerBound.milliseconds)
            instants.highest = min(instants.highest, span.upperBound.milliseconds - 1)
        }
        self.instants = instants
        counts = search.code == nil && people == nil ? try PunchCounts(search, in: database) : nil
        isStateSparse =
            try search.state.map {
                try PunchCounts.isSparse($0, search, most: SearchQuery.smallSet, in: database)
            } ?? false
    }

    private var isEmpty: Bool {
        guard let counts else { return people?.isEmpty == true }
        return counts.punches == 0 || search.state.map { counts.deliveries[$0] ?? 0 } == 0
    }

    // MARK: Conditions

    /// Everything but the order: what a row must fulfil.
    ///
    /// - Parameter cursor: narrows the walk from its side, where the order is by time.
    private func condition(
        behind cursor: PunchCursor? = nil, descending: Bool = true
    ) -> (sql: String, arguments: Arguments) {
        var parts = ["TRUE"]
        var arguments: Arguments = []
        func add(_ sql: String, _ values: Arguments) {
            parts.append(sql)
            arguments += values
        }
        if let code = search.code { add("punch.code = ?", [code]) }
        if let people {
            let marks = people.map { _ in "(?, ?)" }.joined(separator: ", ")
            add("punch.code IN (\(Database.marks(people.count)))", Arguments(people.map(\.code)))
            add(
                "(punch.code, punch.person_name) IN (VALUES \(marks))",
                Arguments(people.flatMap { [$0.code, $0.name] }))
        }
        if let crowd {
            add("punch.code IN (SELECT code FROM person WHERE folded LIKE '%' || ? || '%')", [crowd])
            add(
                "(punch.code, punch.person_name) IN (SELECT code, name FROM person WHERE folded LIKE '%' || ? || '%')",
                [crowd])
        }
        if let sourceID = search.sourceID { add("punch.source_id = ?", [sourceID]) }
        // The instants narrow by index, the device's own text decides. One bound a side: SQLite walks an index from one
        // of several and would look at what lies before the others.
        var (lowest, highest) = instants
        if let from = search.from { add("punch.local_time >= ?", [from.description]) }
        if let to = search.to { add("punch.local_time < ?", [to.adding(days: 1).description]) }
        if let cursor {
            if descending { highest = min(highest, cursor.at) } else { lowest = max(lowest, cursor.at) }
            let key = "(\(dialect.unindexed("punch.at")), \(dialect.unindexed("punch.id")))"
            add("\(key) \(descending ? "<" : ">") (?, ?)", [cursor.at, cursor.id])
        }
        if lowest > .min { add("punch.at >= ?", [lowest]) }
        if highest < .max { add("punch.at <= ?", [highest]) }
        if let state = search.state {
            let client = search.hrClientID.map { "hr_client_id = \($0)" } ?? "TRUE"
            if isStateSparse && state != .delivered {
                add(
                    """
                    punch.id IN (SELECT punch_id FROM delivery
                      WHERE \(client) AND delivery.state = ? AND delivery.state <> 1)
                    """, [state.rawValue])
            } else {
                add(
                    "EXISTS (SELECT 1 FROM delivery WHERE punch_id = punch.id AND \(client) AND state = ?)",
                    [state.rawValue])
            }
        }
        return (parts.joined(separator: " AND "), arguments)
    }

    /// The index to walk; nil leaves the choice to a small set.
    private func timeIndex() -> String? {
        if people != nil || search.code != nil { return "punch_code_at" }
        if isStateSparse && search.state != .delivered { return nil }
        return search.sourceID != nil ? "punch_source_at" : "punch_at"
    }

    // MARK: Orders

    func page(at cursor: PunchCursor?, limit: Int, in database: Database) throws -> PunchPage {
        let cursor = cursor?.order == search.order ? cursor : nil
        switch search.order {
        case .newest, .oldest: return try byTime(cursor, limit: limit, in: database)
        case .code: return try byCode(cursor, limit: limit, in: database)
        case .device: return try byDevice(cursor, limit: limit, in: database)
        }
    }

    private func byTime(_ cursor: PunchCursor?, limit: Int, in database: Database) throws -> PunchPage {
        guard !isEmpty else { return PunchPage(punches: [], next: nil, previous: nil) }
        let isBackwards = cursor?.isBackwards ?? false
        let isDescending = (search.order == .newest) != isBackwards
        let (sql, arguments) = condition(behind: cursor, descending: isDescending)
        let direction = isDescending ? "DESC" : "ASC"
        var rows = try fetch(
            sql, arguments, index: timeIndex(), order: "punch.at \(direction), punch.id \(direction)",
            limit: limit + 1, in: database)
        let hasMore = rows.count > limit
        if hasMore { rows.removeLast() }
        if isBackwards { rows.reverse() }
        func edge(_ punch: StoredPunch?, backwards: Bool) -> PunchCursor? {
            punch.map {
                PunchCursor(
                    order: search.order, group: "", at: $0.at.milliseconds, id: $0.id, isBackwards: backwards)
            }
        }
        let hasNext = isBackwards || hasMore
        let hasPrevious = isBackwards ? hasMore : cursor != nil
        return try page(
            rows, next: hasNext ? edge(rows.last, backwards: false) : nil,
            previous: hasPrevious ? edge(rows.first, backwards: true) : nil, in: database)
    }

    private func byCode(_ cursor: PunchCursor?, limit: Int, in database: Database) throws -> PunchPage {
        guard !isEmpty else { return PunchPage(punches: [], next: nil, previous: nil) }
        var (sql, arguments) = condition()
        if let cursor {
            sql += " AND (punch.code > ? OR (punch.code = ? AND (punch.at, punch.id) < (?, ?))) AND punch.code >= ?"
            arguments += [cursor.group, cursor.group, cursor.at, cursor.id, cursor.group]
        }
        let isSmall = (counts?.punches ?? 0) <= SearchQuery.smallSet || isStateSparse
        var rows: [StoredPunch] = []
        if isSmall || search.code != nil || people != nil {
            rows = try fetch(
                sql, arguments, index: isSmall && search.code == nil && people == nil ? nil : "punch_code_at",
                order: "punch.code, punch.at DESC, punch.id DESC", limit: limit + 1, in: database)
        } else {
            // Code after code, each newest first: what the index on (code, at) gives from its end.
            let start = cursor?.group ?? ""
            let codes = try String.fetchCursor(
                database, sql: "SELECT DISTINCT code FROM person WHERE code >= ? ORDER BY code", arguments: [start])
            while rows.count <= limit, let code = try codes.next() {
                rows += try fetch(
                    sql + " AND punch.code = ?", arguments + [code], index: "punch_code_at",
                    order: "punch.at DESC, punch.id DESC", limit: limit + 1 - rows.count, in: database)
            }
        }
        return try cut(rows, limit, in: database) { $0.code }
    }

    private func byDevice(_ cursor: PunchCursor?, limit: Int, in database: Database) throws -> PunchPage {
        guard !isEmpty else { return PunchPage(punches: [], next: nil, previous: nil) }
        let sources = try Row.fetchAll(
            database,
            sql: """
                SELECT source.id, coalesce(device.name, source.last_name) AS name FROM source
                LEFT JOIN device ON device.source_id = source.id ORDER BY name, source.id
                """
        ).map { $0["id"] as Int64 }
        var rest = sources[...]
        if let cursor, let group = Int64(cursor.group) { rest = sources.drop { $0 != group } }
        let (condition, values) = condition()
        var rows: [StoredPunch] = []
        var sourceOf: [Int64: Int64] = [:]
        for sourceID in rest where rows.count <= limit {
            if let wanted = search.sourceID, wanted != sourceID { continue }
            var sql = condition + " AND punch.source_id = ?"
            var arguments = values + [sourceID]
            if let cursor, String(sourceID) == cursor.group {
                sql += " AND (punch.at, punch.id) < (?, ?)"
                arguments += [cursor.at, cursor.id]
            }
            let isByPerson = search.code != nil || people != nil
            let found = try fetch(
                sql, arguments, index: isByPerson ? "punch_code_at" : isStateSparse ? nil : "punch_source_at",
                order: "punch.at DESC, punch.id DESC", limit: limit + 1 - rows.count, in: database)
            for punch in found { sourceOf[punch.id] = sourceID }
            rows += found
        }
        return try cut(rows, limit, in: database) { String(sourceOf[$0.id] ?? 0) }
    }

    private func fetch(
        _ condition: String, _ arguments: Arguments, index: String?, order: String, limit: Int,
        in database: Database
    ) throws -> [StoredPunch] {
        let hint = index.map { database.dialect.indexed(by: $0) } ?? ""
        // The rows are found by index first and joined then: a join in the walk would be paid for every row passed.
        return try Row.fetchAll(
            database,
            sql: """
                SELECT \(StoredPunch.columns) FROM punch \(StoredPunch.join)
                WHERE punch.id IN (
                  SELECT punch.id FROM punch \(hint) WHERE \(condition) ORDER BY \(order) LIMIT ?)
                ORDER BY \(order)
                """, arguments: arguments + [limit]
        ).map(StoredPunch.init)
    }

    private func cut(
        _ rows: [StoredPunch], _ limit: Int, in database: Database, group: (StoredPunch) -> String
    ) throws -> PunchPage {
        let shown = Array(rows.prefix(limit))
        let next = rows.count > limit ? shown.last : nil
        return try page(
            shown,
            next: next.map {
                PunchCursor(
                    order: search.order, group: group($0), at: $0.at.milliseconds, id: $0.id, isBackwards: false)
            }, previous: nil, in: database)
    }

    private func page(
        _ rows: [StoredPunch], next: PunchCursor?, previous: PunchCursor?, in database: Database
    ) throws -> PunchPage {
        let deliveries = try database.deliveries(of: rows.map(\.id))
        return PunchPage(
            punches: rows.map { PunchWithDeliveries(punch: $0, deliveries: deliveries[$0.id] ?? []) }, next: next,
            previous: previous)
    }

    // MARK: Totals

    func totals(in database: Database) throws -> PunchTotals {
        var totals = PunchTotals()
        guard !isEmpty else { return totals }
        // With several HR clients a punch can be in a state at more than one of them: then only counting tells.
        if let counts, !search.needsCounting,
            search.hrClientID != nil || search.state == nil || counts.hasOneClient
        {
            if let state = search.state {
                totals.punches = counts.deliveries[state] ?? 0
            } else {
                totals.punches = counts.punches
                totals.deliveries = Dictionary(
                    uniqueKeysWithValues: DeliveryState.allCases.map { ($0, counts.deliveries[$0] ?? 0) })
            }
            return totals
        }
        let (sql, arguments) = condition()
        let index = crowd == nil ? timeIndex() : "punch_code_at"
        let hint = index.map { database.dialect.indexed(by: $0) } ?? ""
        let count = try Int.fetchOne(
            database,
            sql: """
                SELECT count(*) FROM (SELECT 1 FROM punch \(hint) WHERE \(sql) LIMIT ?) AS counted
                """, arguments: arguments + [PunchTotals.mostCounted + 1])
        totals.punches = min(count ?? 0, PunchTotals.mostCounted)
        totals.isAtLeast = (count ?? 0) > PunchTotals.mostCounted
        return totals
    }
}
