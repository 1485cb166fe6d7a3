extension Migrations {
    /// Every distance from UTC that a punch has: a search by days needs to look no further around them.
    static let offsetsOfPunches = """
        CREATE TABLE punch_offset (
          seconds INTEGER PRIMARY KEY
        ) STRICT;
        INSERT INTO punch_offset (seconds) SELECT DISTINCT offset_seconds FROM punch;
        """
}
