extension Migrations {
    /// Sums of the counters, so that a year of a thousand devices is read as twelve rows of each.
    ///
    /// Triggers keep them: whatever changes a counter changes its sums with it.
    static let sumsOfCounters = """
        -- Sums of tally. span is a month (2026-11) where source_id is a source; a day (2026-11-30) of all sources where
        -- source_id is 0. hr_client_id, state and count as in tally.
        CREATE TABLE tally_sum (
          source_id INTEGER NOT NULL,
          hr_client_id INTEGER NOT NULL,
          state INTEGER NOT NULL,
          span TEXT NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY (source_id, hr_client_id, state, span)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO tally_sum (source_id, hr_client_id, state, span, count)
        SELECT source_id, hr_client_id, state, substr(day, 1, 7), sum(count) FROM tally GROUP BY 1, 2, 3, 4;
        INSERT INTO tally_sum (source_id, hr_client_id, state, span, count)
        SELECT 0, hr_client_id, state, day, sum(count) FROM tally GROUP BY 2, 3, 4;

        CREATE TRIGGER tally_added AFTER INSERT ON tally BEGIN
          INSERT INTO tally_sum (source_id, hr_client_id, state, span, count) VALUES
            (new.source_id, new.hr_client_id, new.state, substr(new.day, 1, 7), new.count),
            (0, new.hr_client_id, new.state, new.day, new.count)
          ON CONFLICT (source_id, hr_client_id, state, span) DO UPDATE SET count = count + excluded.count;
        END;
        CREATE TRIGGER tally_changed AFTER UPDATE OF count ON tally WHEN new.count <> old.count BEGIN
          UPDATE tally_sum SET count = count + new.count - old.count
          WHERE source_id = new.source_id AND hr_client_id = new.hr_client_id AND state = new.state
            AND span = substr(new.day, 1, 7);
          UPDATE tally_sum SET count = count + new.count - old.count
          WHERE source_id = 0 AND hr_client_id = new.hr_client_id AND state = new.state AND span = new.day;
        END;
        CREATE TRIGGER tally_removed AFTER DELETE ON tally WHEN old.count <> 0 BEGIN
          UPDATE tally_sum SET count = count - old.count
          WHERE source_id = old.source_id AND hr_client_id = old.hr_client_id AND state = old.state
            AND span = substr(old.day, 1, 7);
          UPDATE tally_sum SET count = count - old.count
          WHERE source_id = 0 AND hr_client_id = old.hr_client_id AND state = old.state AND span = old.day;
        END;
        """
}
