extension Migrations {
    /// Terminals that push by themselves: what they said, where they stand, and what they are asked to do.
    static let pushingTerminals = """
        CREATE TABLE terminal (
          device_id INTEGER PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
          last_at INTEGER,
          address TEXT NOT NULL DEFAULT '',
          other_address TEXT,
          other_address_at INTEGER,
          refusal TEXT,
          refusal_address TEXT,
          refusal_at INTEGER,
          facts TEXT NOT NULL DEFAULT '{}',
          wrong_mode_at INTEGER,
          other_offset INTEGER,
          failing_since INTEGER,
          lines INTEGER NOT NULL DEFAULT 0,
          undecodable INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        -- The terminal's own cursors, as it last sent them behind rows that are durable.
        CREATE TABLE terminal_stamp (
          device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
          name TEXT NOT NULL,
          stamp TEXT NOT NULL,
          PRIMARY KEY (device_id, name)
        ) STRICT, WITHOUT ROWID;
        -- Orders that a terminal fetches. There is none that changes anything on it.
        CREATE TABLE terminal_order (
          id INTEGER PRIMARY KEY,
          device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
          word TEXT NOT NULL,
          window_from INTEGER,
          window_to INTEGER,
          -- The run that waits for it; its counts are those of what comes in meanwhile.
          run_id INTEGER,
          ordered_at INTEGER NOT NULL,
          fetched_at INTEGER,
          reported_at INTEGER,
          code INTEGER,
          count INTEGER,
          withdrawn INTEGER NOT NULL DEFAULT 0,
          rows INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX terminal_order_open ON terminal_order (device_id, id) WHERE reported_at IS NULL AND withdrawn = 0;
        CREATE INDEX terminal_order_run ON terminal_order (run_id) WHERE run_id IS NOT NULL;
        -- What terminals call people: records name them by code alone.
        CREATE TABLE terminal_person (
          device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
          code TEXT NOT NULL,
          name TEXT NOT NULL,
          PRIMARY KEY (device_id, code)
        ) STRICT, WITHOUT ROWID;
        -- Terminals that called and that no device is configured for.
        CREATE TABLE terminal_stranger (
          kind TEXT NOT NULL,
          identity TEXT NOT NULL,
          serial TEXT NOT NULL,
          first_at INTEGER NOT NULL,
          last_at INTEGER NOT NULL,
          address TEXT NOT NULL,
          calls INTEGER NOT NULL DEFAULT 1,
          facts TEXT NOT NULL DEFAULT '{}',
          PRIMARY KEY (kind, identity)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX terminal_stranger_last ON terminal_stranger (last_at);
        """
}
