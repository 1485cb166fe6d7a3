extension Migrations {
    /// What the desk works with: evidence, calendars, companies, bindings, notices.
    static let desk = """
        ALTER TABLE unbinding_case ADD COLUMN previous_id INTEGER REFERENCES unbinding_case (id);
        -- Of this machine, where the device answered on it.
        ALTER TABLE unbinding_case ADD COLUMN interface TEXT;
        ALTER TABLE unbinding_case ADD COLUMN consent_version TEXT;
        -- The words that were agreed to, in both languages, whatever the program says later.
        ALTER TABLE unbinding_case ADD COLUMN consent_text TEXT;
        ALTER TABLE unbinding_case ADD COLUMN consent_at INTEGER;
        -- The calendar that the case was filed under.
        ALTER TABLE unbinding_case ADD COLUMN calendar_version INTEGER;
        ALTER TABLE unbinding_case ADD COLUMN working_seconds INTEGER;
        ALTER TABLE unbinding_case ADD COLUMN reviewer TEXT;
        -- What the reviewer asks the installer for.
        ALTER TABLE unbinding_case ADD COLUMN asked TEXT;
        ALTER TABLE unbinding_case ADD COLUMN authority TEXT;
        ALTER TABLE unbinding_case ADD COLUMN reference TEXT;
        ALTER TABLE unbinding_case ADD COLUMN expired_at INTEGER;
        CREATE INDEX unbinding_case_due ON unbinding_case (state, due_at);

        -- The clock of a case stands still; open while ended_at is null.
        CREATE TABLE case_pause (
          case_id INTEGER NOT NULL REFERENCES unbinding_case (id),
          began_at INTEGER NOT NULL,
          ended_at INTEGER,
          PRIMARY KEY (case_id, began_at)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE evidence (
          -- Never given twice: the log names photos by it.
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          case_id INTEGER NOT NULL REFERENCES unbinding_case (id),
          file_name TEXT NOT NULL,
          -- SHA-256 of the file as it came.
          digest TEXT NOT NULL,
          -- What it looks like, 32 bytes.
          looks BLOB NOT NULL,
          width INTEGER NOT NULL,
          height INTEGER NOT NULL,
          -- JSON: what was read on it. No verification code.
          findings TEXT NOT NULL,
          added_by TEXT NOT NULL,
          added_at INTEGER NOT NULL,
          -- Sealed JPEG: as it is kept, and as people see it. Null once expired.
          whole BLOB,
          shown BLOB
        ) STRICT;
        CREATE INDEX evidence_case ON evidence (case_id);
        CREATE INDEX evidence_digest ON evidence (digest);

        CREATE TABLE working_calendar (
          version INTEGER PRIMARY KEY,
          document TEXT NOT NULL,
          actor TEXT NOT NULL,
          at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE company (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          tax_code TEXT NOT NULL,
          contact TEXT NOT NULL,
          -- waiting, verified, refused
          state TEXT NOT NULL,
          reason TEXT,
          -- Sealed: the picture of its papers.
          document BLOB,
          made_by TEXT NOT NULL,
          made_at INTEGER NOT NULL,
          decided_by TEXT,
          decided_at INTEGER
        ) STRICT;
        ALTER TABLE user ADD COLUMN company_id INTEGER REFERENCES company (id);
        ALTER TABLE user ADD COLUMN mail TEXT;

        -- The own register of bindings, for those who run one.
        CREATE TABLE binding (
          serial TEXT PRIMARY KEY,
          account TEXT,
          actor TEXT NOT NULL,
          at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notice (
          id INTEGER PRIMARY KEY,
          user_name TEXT NOT NULL,
          case_id INTEGER NOT NULL REFERENCES unbinding_case (id),
          event TEXT NOT NULL,
          text_en TEXT NOT NULL,
          text_vi TEXT NOT NULL,
          at INTEGER NOT NULL,
          seen_at INTEGER
        ) STRICT;
        CREATE INDEX notice_user ON notice (user_name, id);

        CREATE TABLE push_subscription (
          id INTEGER PRIMARY KEY,
          user_name TEXT NOT NULL,
          endpoint TEXT NOT NULL UNIQUE,
          p256dh BLOB NOT NULL,
          auth BLOB NOT NULL,
          at INTEGER NOT NULL
        ) STRICT;

        -- Notices on their way out of the program; a row goes when it has arrived or was given up.
        CREATE TABLE notice_delivery (
          id INTEGER PRIMARY KEY,
          notice_id INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
          -- mail, push, webhook
          channel TEXT NOT NULL,
          target TEXT NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0,
          due_at INTEGER NOT NULL,
          problem TEXT
        ) STRICT;
        CREATE INDEX notice_delivery_due ON notice_delivery (due_at);
        """
}
