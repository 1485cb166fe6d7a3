extension Migrations {
    /// Evidence that nobody can make disappear.
    static let standingEvidence = """
        -- Who struck a photo of a filed case out, and when: it is shown as such and proves nothing any more.
        ALTER TABLE evidence ADD COLUMN struck_by TEXT;
        ALTER TABLE evidence ADD COLUMN struck_at INTEGER;
        -- Whether it was filed by whoever has the data directory in hand, who needs no company and no key string.
        ALTER TABLE unbinding_case ADD COLUMN filed_by_machine INTEGER NOT NULL DEFAULT 0;
        UPDATE unbinding_case SET filed_by_machine = 1 WHERE EXISTS (
          SELECT 1 FROM case_log WHERE case_id = unbinding_case.id AND event = 'filed' AND actor = 'command');
        """
}
