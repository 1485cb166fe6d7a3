extension Migrations {
    /// What is known of clocks, of late records, of accounts that devices share, and since when HR is down.
    static let timeAndAccounts = """
        -- Up to when late records were read; last_hourly_at of earlier versions is not used any more.
        ALTER TABLE device ADD COLUMN late_read_up_to INTEGER;
        ALTER TABLE device ADD COLUMN last_success_at INTEGER;
        UPDATE device SET last_success_at =
          (SELECT max(ended_at) FROM sync_run WHERE sync_run.device_id = device.id AND sync_run.ok = 1);
        -- The vendor's clock less ours, where they disagreed at the last run.
        ALTER TABLE device ADD COLUMN clock_skew_ms INTEGER;
        -- History that is read only when a person asks for it.
        ALTER TABLE device ADD COLUMN unread_from INTEGER;
        ALTER TABLE device ADD COLUMN unread_to INTEGER;

        -- A person named the window. behind_gap: 0 no gap, 1 at the vendor's limit, 2 left out unasked.
        ALTER TABLE sync_run ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;

        -- Times at which this machine's clock was caught at a lie. source: step, database, vendor.
        CREATE TABLE clock_incident (
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          source TEXT NOT NULL,
          offset_ms INTEGER NOT NULL,
          text_en TEXT NOT NULL,
          text_vi TEXT NOT NULL
        ) STRICT;

        -- An account at a vendor whose credentials serve several devices; its secrets are sealed under its own id.
        CREATE TABLE vendor_account (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          identity TEXT NOT NULL,
          UNIQUE (kind, identity)
        ) STRICT;
        ALTER TABLE device ADD COLUMN account_id INTEGER REFERENCES vendor_account (id);

        ALTER TABLE hr_client ADD COLUMN failing_since INTEGER;
        ALTER TABLE hr_client ADD COLUMN failure TEXT;
        -- When the instant in next_attempt_at was set: one that lies ahead of now was set by a wrong clock.
        ALTER TABLE hr_client ADD COLUMN attempted_at INTEGER;
        """
}
