extension Migrations {
    /// Cases that other programs open and follow.
    static let programsCases = """
        -- The program that opened it, and what it calls it.
        ALTER TABLE unbinding_case ADD COLUMN program TEXT;
        ALTER TABLE unbinding_case ADD COLUMN own_reference TEXT;
        -- The person for whom it was opened, where that is no account.
        ALTER TABLE unbinding_case ADD COLUMN on_behalf_of TEXT;
        -- Keys by which the program repeats a request without doing it twice.
        ALTER TABLE unbinding_case ADD COLUMN open_key TEXT;
        ALTER TABLE unbinding_case ADD COLUMN file_key TEXT;
        -- When its last step was taken; never before that of another case whose step was earlier.
        ALTER TABLE unbinding_case ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
        UPDATE unbinding_case SET changed_at =
          ifnull((SELECT max(at) FROM case_log WHERE case_id = unbinding_case.id), created_at);
        CREATE UNIQUE INDEX unbinding_case_open_key ON unbinding_case (program, open_key) WHERE open_key IS NOT NULL;
        CREATE INDEX unbinding_case_changed ON unbinding_case (changed_at, id);
        """
}
