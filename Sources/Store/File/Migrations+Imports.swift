extension Migrations {
    /// What an import of devices changed, so that it can be undone; and what the history is looked through by.
    static let deviceImports = """
        -- Grows with every edit by whichever door: whether a device is still what an import left.
        ALTER TABLE device ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE device_import (
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          file_name TEXT NOT NULL,
          added INTEGER NOT NULL,
          changed INTEGER NOT NULL
        ) STRICT;

        -- device_id is null once the device is removed. revision and punch_count are those that the import left. former is
        -- what the device was, as JSON, and null where the import added it; secrets that it had are sealed ("import").
        CREATE TABLE device_import_row (
          id INTEGER PRIMARY KEY,
          import_id INTEGER NOT NULL REFERENCES device_import (id) ON DELETE CASCADE,
          device_id INTEGER,
          name TEXT NOT NULL,
          revision INTEGER NOT NULL,
          punch_count INTEGER NOT NULL,
          former TEXT,
          fields TEXT NOT NULL,
          new_secrets TEXT NOT NULL,
          undone_at INTEGER
        ) STRICT;
        CREATE INDEX device_import_row_import ON device_import_row (import_id);
        CREATE INDEX device_import_row_device ON device_import_row (device_id);

        CREATE INDEX history_subject ON history (subject, id);
        CREATE INDEX history_actor ON history (actor, id);
        CREATE INDEX history_event ON history (event, id);
        CREATE INDEX history_at ON history (at);
        """
}
