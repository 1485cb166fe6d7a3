import Attendance
import Database
import Sealing

/// The schema's history: append only, one entry per version that was ever released.
///
/// Times are epoch milliseconds in UTC unless a column's name says otherwise.
enum Migrations {
    /// - Parameter key: seals what former versions left unsealed.
    static func all(key: SealingKey?) -> [Migration] {
        [
            Migration("001 hub") { database in
                try database.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)")
                try database.execute(sql: hub)
            },
            Migration("002 console") { database in
                try database.execute(sql: console)
                try database.fillPeople()
                try database.recount(sourceID: nil)
            },
            Migration("003 network") { try $0.execute(sql: network) },
            Migration("004 cases") { try $0.execute(sql: cases) },
            Migration("005 desk") { try $0.execute(sql: desk) },
            Migration("006 mappings") { try $0.execute(sql: mappings) },
            Migration("007 time and accounts") { database in
                try database.execute(sql: timeAndAccounts)
                try database.respellPeople()
            },
            Migration("008 owners and folders") { database in
                try database.execute(sql: ownersAndFolders)
                try database.allowFoldersOfCommands()
            },
            Migration("009 standing evidence") { try $0.execute(sql: standingEvidence) },
            Migration("010 notices") { try $0.execute(sql: noticesForAll) },
            Migration("011 companies' own") { try $0.execute(sql: companiesOwn) },
            Migration("012 looks") { database in
                try database.execute(sql: looks)
                try database.noteAllBands()
            },
            Migration("013 sealed logs") { try $0.execute(sql: sealedLogs) },
            Migration("014 programs' cases") { try $0.execute(sql: programsCases) },
            Migration("015 seals") { try $0.sealLogs(key: key, now: .now) },
            Migration("016 tax codes") { database in
                try database.execute(sql: taxCodes)
                try database.reportSharedTaxCodes(now: .now)
            },
            Migration("017 null characters") { try $0.showNullCharacters() },
            Migration("018 reserved names") { try $0.renameReservedAccounts(now: .now) },
            Migration("019 history facts") { try $0.makeRoomForHistoryFacts() },
            Migration("020 device facts") { try $0.execute(sql: deviceFacts) },
            Migration("021 pushing terminals") { try $0.execute(sql: pushingTerminals) },
            Migration("022 offsets of punches") { try $0.execute(sql: offsetsOfPunches) },
            Migration("023 sums of counters") { try $0.execute(sql: sumsOfCounters) },
            Migration("024 latest receipts") { database in
                try database.execute(sql: latestReceipts)
                try database.findLatestReceipts()
            },
            Migration("025 runs' actors and tags") { try $0.execute(sql: runsAndTags) },
            Migration("026 imports of devices") { try $0.execute(sql: deviceImports) },
        ]
    }

    private static let hub = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

        -- Where punches come from: the vendor's own identity. Outlives the devices that are configured for it.
        CREATE TABLE source (
          id INTEGER PRIMARY KEY,
          kind TEXT NOT NULL,
          identity TEXT NOT NULL,
          last_name TEXT NOT NULL,
          punch_count INTEGER NOT NULL DEFAULT 0,
          latest_punch_at INTEGER,
          UNIQUE (kind, identity)
        ) STRICT;

        CREATE TABLE device (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          source_id INTEGER NOT NULL UNIQUE REFERENCES source (id),
          time_zone TEXT NOT NULL,
          fields TEXT NOT NULL,
          enabled INTEGER NOT NULL DEFAULT 1,
          created_at INTEGER NOT NULL,
          sync_from TEXT,
          sync_from_pending INTEGER NOT NULL DEFAULT 0,
          first_sync_done INTEGER NOT NULL DEFAULT 0,
          complete_from INTEGER,
          complete_up_to INTEGER,
          last_hourly_at INTEGER,
          period_seconds INTEGER,
          next_run_at INTEGER NOT NULL,
          failures INTEGER NOT NULL DEFAULT 0,
          attention TEXT,
          last_run_id INTEGER
        ) STRICT;
        CREATE INDEX device_next ON device (next_run_at) WHERE enabled = 1;

        -- Sealed; the place (owner kind, owner, field) is bound into the seal.
        CREATE TABLE secret (
          owner_kind TEXT NOT NULL,
          owner_id INTEGER NOT NULL,
          field TEXT NOT NULL,
          sealed BLOB NOT NULL,
          PRIMARY KEY (owner_kind, owner_id, field)
        ) STRICT, WITHOUT ROWID;

        -- A removed HR client keeps its row, so that what it received is remembered when it is added again.
        CREATE TABLE hr_client (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          kind TEXT NOT NULL,
          identity TEXT NOT NULL,
          fields TEXT NOT NULL,
          enabled INTEGER NOT NULL DEFAULT 1,
          created_at INTEGER NOT NULL,
          removed_at INTEGER,
          next_attempt_at INTEGER NOT NULL DEFAULT 0,
          failures INTEGER NOT NULL DEFAULT 0,
          attention TEXT
        ) STRICT;
        CREATE UNIQUE INDEX hr_client_name ON hr_client (name) WHERE removed_at IS NULL;

        CREATE TABLE device_hr_client (
          device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
          hr_client_id INTEGER NOT NULL REFERENCES hr_client (id),
          PRIMARY KEY (device_id, hr_client_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sync_run (
          id INTEGER PRIMARY KEY,
          device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
          cause TEXT NOT NULL,
          window_from INTEGER NOT NULL,
          window_to INTEGER NOT NULL,
          settles_first INTEGER NOT NULL DEFAULT 0,
          covers_hourly INTEGER NOT NULL DEFAULT 0,
          behind_gap INTEGER NOT NULL DEFAULT 0,
          started_at INTEGER NOT NULL,
          ended_at INTEGER,
          ok INTEGER,
          error TEXT,
          fetched INTEGER NOT NULL DEFAULT 0,
          new INTEGER NOT NULL DEFAULT 0,
          duplicates INTEGER NOT NULL DEFAULT 0,
          skipped TEXT NOT NULL DEFAULT '{}',
          checkpoint TEXT,
          checkpoint_at INTEGER
        ) STRICT;
        CREATE INDEX sync_run_device ON sync_run (device_id, id);

        -- No foreign keys on the two big tables: each would cost a look-up per row, and rows only ever enter and
        -- leave through this module.
        CREATE TABLE punch (
          id INTEGER PRIMARY KEY,
          source_id INTEGER NOT NULL,
          source_key TEXT NOT NULL,
          code TEXT NOT NULL,
          person_name TEXT NOT NULL,
          at INTEGER NOT NULL,
          local_time TEXT NOT NULL,
          offset_seconds INTEGER NOT NULL,
          direction TEXT NOT NULL,
          source_device TEXT NOT NULL,
          raw BLOB NOT NULL,
          run_id INTEGER NOT NULL,
          UNIQUE (source_id, source_key)
        ) STRICT;
        CREATE INDEX punch_at ON punch (at);
        CREATE INDEX punch_source_at ON punch (source_id, at);
        CREATE INDEX punch_code_at ON punch (code, at);

        -- A record that the vendor later sent with another employee code.
        CREATE TABLE punch_correction (
          id INTEGER PRIMARY KEY,
          punch_id INTEGER NOT NULL,
          at INTEGER NOT NULL,
          old_code TEXT NOT NULL,
          new_code TEXT NOT NULL,
          old_raw BLOB NOT NULL
        ) STRICT;
        CREATE INDEX punch_correction_punch ON punch_correction (punch_id);

        -- Records that could not be decoded, kept as they came.
        CREATE TABLE undecoded (
          id INTEGER PRIMARY KEY,
          source_id INTEGER NOT NULL,
          digest BLOB NOT NULL,
          reason TEXT NOT NULL,
          raw BLOB NOT NULL,
          at INTEGER NOT NULL,
          UNIQUE (source_id, digest)
        ) STRICT;

        -- state: 0 waiting, 1 delivered, 2 parked, 3 rejected. A waiting row without due_at is held until a timed
        -- or manual push releases it.
        CREATE TABLE delivery (
          punch_id INTEGER NOT NULL,
          hr_client_id INTEGER NOT NULL,
          state INTEGER NOT NULL,
          due_at INTEGER,
          attempts INTEGER NOT NULL DEFAULT 0,
          at INTEGER,
          reason_code TEXT,
          reason TEXT,
          PRIMARY KEY (punch_id, hr_client_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_open ON delivery (hr_client_id, state, due_at) WHERE state <> 1;

        -- What HR clients received of punches that were cleaned away since: a re-sync must not send it again.
        CREATE TABLE received (
          source_id INTEGER NOT NULL,
          source_key TEXT NOT NULL,
          hr_client_id INTEGER NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (source_id, source_key, hr_client_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE history (
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          event TEXT NOT NULL,
          subject TEXT NOT NULL,
          detail_en TEXT NOT NULL,
          detail_vi TEXT NOT NULL
        ) STRICT;
        """
}
