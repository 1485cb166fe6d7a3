extension Migrations {
    /// What searches of local networks found.
    static let network = """
        CREATE TABLE network_list (
          id INTEGER PRIMARY KEY,
          reported INTEGER NOT NULL,
          network TEXT NOT NULL,
          actor TEXT NOT NULL,
          at INTEGER NOT NULL,
          ignored INTEGER NOT NULL,
          UNIQUE (reported, network, actor)
        ) STRICT;
        CREATE TABLE network_device (
          list_id INTEGER NOT NULL REFERENCES network_list (id) ON DELETE CASCADE,
          place INTEGER NOT NULL,
          serial TEXT NOT NULL,
          short_serial TEXT,
          model TEXT NOT NULL,
          mac TEXT,
          ipv4 TEXT NOT NULL,
          source TEXT NOT NULL,
          interface TEXT NOT NULL,
          http_port INTEGER,
          command_port INTEGER,
          firmware TEXT NOT NULL,
          activated INTEGER NOT NULL,
          hik_connect TEXT NOT NULL,
          binding TEXT NOT NULL,
          offers_unbind INTEGER NOT NULL,
          contested INTEGER NOT NULL,
          PRIMARY KEY (list_id, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX network_device_short_serial ON network_device (short_serial);
        """
}
