extension Migrations {
    /// Requests to unbind devices, with their logs.
    static let cases = """
        CREATE TABLE unbinding_case (
          id INTEGER PRIMARY KEY,
          number TEXT NOT NULL UNIQUE,
          state TEXT NOT NULL,
          reason_code TEXT,
          reason TEXT,
          network TEXT NOT NULL,
          serial TEXT NOT NULL,
          full_serial TEXT NOT NULL,
          model TEXT NOT NULL,
          mac TEXT,
          ipv4 TEXT NOT NULL,
          -- What the device's network says: answered or claimed, and the word.
          device_basis TEXT,
          device_word TEXT,
          installer TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          filed_at INTEGER,
          due_at INTEGER,
          decided_at INTEGER,
          -- The end of the log, so that a log that was cut off or written anew shows.
          log_hash TEXT NOT NULL,
          log_count INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX unbinding_case_installer ON unbinding_case (installer, id);
        CREATE INDEX unbinding_case_serial ON unbinding_case (serial, id);
        CREATE TABLE case_log (
          case_id INTEGER NOT NULL REFERENCES unbinding_case (id),
          place INTEGER NOT NULL,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          event TEXT NOT NULL,
          detail TEXT NOT NULL,
          hash TEXT NOT NULL,
          PRIMARY KEY (case_id, place)
        ) STRICT, WITHOUT ROWID;
        """
}
