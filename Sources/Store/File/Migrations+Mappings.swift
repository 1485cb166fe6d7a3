extension Migrations {
    /// Under which code HR received what went under a mapping, so that a mapping can be taken back.
    static let mappings = """
        -- The code that the HR client received the punch under; null where it was the device's own. Stays when the
        -- mapping is changed or taken back.
        ALTER TABLE delivery ADD COLUMN hr_code TEXT;
        ALTER TABLE received ADD COLUMN hr_code TEXT;

        -- Since when a device's code goes under another at all: code_mapping.at moves with every change of the target.
        CREATE TABLE code_mapping_start (
          hr_client_id INTEGER NOT NULL REFERENCES hr_client (id),
          code TEXT NOT NULL,
          at INTEGER NOT NULL,
          PRIMARY KEY (hr_client_id, code)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO code_mapping_start SELECT hr_client_id, code, at FROM code_mapping;

        -- What went under the mappings of before: they are few, and their punches are found by code.
        CREATE TEMP TABLE mapped AS
          SELECT punch.id AS punch_id, code_mapping.hr_client_id, code_mapping.hr_code, code_mapping.at
          FROM code_mapping CROSS JOIN punch INDEXED BY punch_code_at ON punch.code = code_mapping.code;
        CREATE UNIQUE INDEX temp.mapped_key ON mapped (punch_id, hr_client_id);
        UPDATE delivery SET hr_code = (
          SELECT mapped.hr_code FROM temp.mapped AS mapped
          WHERE mapped.punch_id = delivery.punch_id AND mapped.hr_client_id = delivery.hr_client_id
            AND delivery.at >= mapped.at)
        WHERE delivery.state = 1
          AND (delivery.punch_id, delivery.hr_client_id) IN (SELECT punch_id, hr_client_id FROM temp.mapped);
        DROP TABLE temp.mapped;
        """
}
