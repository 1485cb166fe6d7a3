extension Migrations {
    /// Who started a run, and words by which people group devices.
    static let runsAndTags = """
        -- The actor's name; NULL where a former version began the run.
        ALTER TABLE sync_run ADD COLUMN actor TEXT;
        -- A list in JSON, in the order in which they were entered.
        ALTER TABLE device ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
        """
}
