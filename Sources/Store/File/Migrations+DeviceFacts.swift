extension Migrations {
    /// What devices tell of themselves: apart from what people configure, of which each change is a change of the device.
    static let deviceFacts = """
        CREATE TABLE device_facts (
          device_id INTEGER PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
          facts TEXT NOT NULL
        ) STRICT;
        """
}
