extension Migrations {
    /// Notices of companies besides those of cases, for the desk's own people and for programs.
    static let noticesForAll = """
        CREATE TABLE notice_next (
          id INTEGER PRIMARY KEY,
          -- Null for what goes to programs alone.
          user_id INTEGER REFERENCES user (id),
          user_name TEXT NOT NULL,
          -- What it is about: one of the two.
          case_id INTEGER REFERENCES unbinding_case (id),
          company_id INTEGER REFERENCES company (id),
          event TEXT NOT NULL,
          text_en TEXT NOT NULL,
          text_vi TEXT NOT NULL,
          at INTEGER NOT NULL,
          seen_at INTEGER
        ) STRICT;
        INSERT INTO notice_next (id, user_id, user_name, case_id, event, text_en, text_vi, at, seen_at)
          SELECT id, user_id, user_name, case_id, event, text_en, text_vi, at, seen_at FROM notice;
        DROP TABLE notice;
        ALTER TABLE notice_next RENAME TO notice;
        CREATE INDEX notice_user_id ON notice (user_id, id);
        -- Whether the desk has heard of a case.
        CREATE INDEX notice_case ON notice (case_id, event);
        """
}
