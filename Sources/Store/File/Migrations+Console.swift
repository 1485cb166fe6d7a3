extension Migrations {
    /// People who sign in, what they look at, and what arrives by webhook.
    static let console = """
        CREATE TABLE user (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL COLLATE NOCASE UNIQUE,
          role TEXT NOT NULL,
          password TEXT NOT NULL,
          language TEXT,
          enabled INTEGER NOT NULL DEFAULT 1,
          created_at INTEGER NOT NULL,
          last_login_at INTEGER
        ) STRICT;

        -- Of cookies, links and tokens only digests are kept: the file alone signs nobody in.
        CREATE TABLE session (
          digest BLOB PRIMARY KEY,
          user_id INTEGER NOT NULL REFERENCES user (id) ON DELETE CASCADE,
          created_at INTEGER NOT NULL,
          seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX session_user ON session (user_id);

        CREATE TABLE invitation (
          digest BLOB PRIMARY KEY,
          role TEXT NOT NULL,
          made_by TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE api_token (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          digest BLOB NOT NULL UNIQUE,
          scopes TEXT NOT NULL,
          made_by TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          last_used_at INTEGER
        ) STRICT;

        -- The employee code under which one HR client knows a person of the devices.
        CREATE TABLE code_mapping (
          hr_client_id INTEGER NOT NULL REFERENCES hr_client (id),
          code TEXT NOT NULL,
          hr_code TEXT NOT NULL,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          PRIMARY KEY (hr_client_id, code)
        ) STRICT, WITHOUT ROWID;

        -- Counts per local day of the punch: of punches where hr_client_id is 0, else of deliveries by state. Kept
        -- in the transaction of what they count.
        CREATE TABLE tally (
          day TEXT NOT NULL,
          source_id INTEGER NOT NULL,
          hr_client_id INTEGER NOT NULL,
          state INTEGER NOT NULL,
          count INTEGER NOT NULL,
          PRIMARY KEY (day, source_id, hr_client_id, state)
        ) STRICT, WITHOUT ROWID;
        -- Sums per source, client and state run through it in order, without sorting.
        CREATE INDEX tally_source ON tally (source_id, hr_client_id, state, day, count);
        CREATE INDEX tally_open ON tally (hr_client_id, day, source_id) WHERE hr_client_id > 0 AND state <> 1;

        -- Whoever punched, for the search by name: folded is lower case without accents.
        CREATE TABLE person (
          code TEXT NOT NULL,
          name TEXT NOT NULL,
          folded TEXT NOT NULL,
          PRIMARY KEY (code, name)
        ) STRICT, WITHOUT ROWID;

        -- A transaction that counts a whole batch by itself leaves a row in meta while it works.
        CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON delivery WHEN old.state <> new.state
          AND NOT EXISTS (SELECT 1 FROM meta WHERE name = 'tally-by-hand') BEGIN
          UPDATE tally SET count = count - 1
          WHERE (day, source_id) = (SELECT substr(local_time, 1, 10), source_id FROM punch WHERE id = old.punch_id)
            AND hr_client_id = old.hr_client_id AND state = old.state;
          INSERT INTO tally (day, source_id, hr_client_id, state, count)
          SELECT substr(local_time, 1, 10), source_id, new.hr_client_id, new.state, 1 FROM punch
          WHERE id = new.punch_id ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER delivery_left AFTER DELETE ON delivery BEGIN
          UPDATE tally SET count = count - 1
          WHERE (day, source_id) = (SELECT substr(local_time, 1, 10), source_id FROM punch WHERE id = old.punch_id)
            AND hr_client_id = old.hr_client_id AND state = old.state;
        END;

        -- The schedule leaves a paused device alone; a person may still sync it.
        ALTER TABLE device ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX sync_run_open ON sync_run (device_id) WHERE ended_at IS NULL;
        -- Grows with every settled batch: open pages look at it.
        ALTER TABLE hr_client ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE source ADD COLUMN latest_delivery_at INTEGER;
        ALTER TABLE source ADD COLUMN latest_delivery_code TEXT;

        -- A device's address for its vendor's webhooks; the address itself is sealed beside the secrets.
        CREATE TABLE hook (
          device_id INTEGER PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
          digest BLOB NOT NULL UNIQUE,
          created_at INTEGER NOT NULL,
          last_call_at INTEGER,
          calls INTEGER NOT NULL DEFAULT 0,
          refused INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        -- Records that a webhook told of and that count only when a pull has found them.
        -- state: 0 announced, 1 confirmed, 2 not found.
        CREATE TABLE announcement (
          id INTEGER PRIMARY KEY,
          device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
          key TEXT NOT NULL,
          at INTEGER NOT NULL,
          code TEXT NOT NULL,
          person_name TEXT NOT NULL,
          raw BLOB NOT NULL,
          received_at INTEGER NOT NULL,
          state INTEGER NOT NULL DEFAULT 0,
          attempts INTEGER NOT NULL DEFAULT 0,
          next_attempt_at INTEGER NOT NULL,
          UNIQUE (device_id, key)
        ) STRICT;
        CREATE INDEX announcement_open ON announcement (next_attempt_at) WHERE state = 0;
        """
}
