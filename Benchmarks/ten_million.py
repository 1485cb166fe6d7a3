"""Fills a store with millions of punches, as if two years of a large company had been synced.

    ten_million.py DATA_DIRECTORY PUNCHES

The data directory has its devices and one HR client already. Rows go straight into the tables, which saves the hour
that fetching and delivering them would take; the counters are then counted by the same SQL that the store uses.
"""

import datetime
import random
import sqlite3
import sys
import time

directory, wanted = sys.argv[1], int(sys.argv[2])
database = sqlite3.connect(f"{directory}/rollcall.db", isolation_level=None)
database.execute("PRAGMA synchronous = OFF")
database.execute("PRAGMA cache_size = -2000000")
sources = [row[0] for row in database.execute("SELECT source_id FROM device ORDER BY id")]
client = database.execute("SELECT id FROM hr_client").fetchone()[0]

families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi"]
givens = ["Lan", "Hùng", "Hương", "Tuấn", "Mai", "Dũng", "Linh", "Phúc", "Trang", "Khoa", "Yến", "Nam", "Oanh", "Sơn"]
people = [(str(10000 + n), f"{families[n % 10]} {givens[n % 14]} {givens[n // 14 % 14]} {n}") for n in range(5000)]
chance = random.Random(1)
today = datetime.date.today()
days = [today - datetime.timedelta(days=n) for n in range(730)]
days = sorted(day for day in days if day.weekday() < 6)
per_day = -(-wanted // len(days))
begin = time.monotonic()

indices = [row for row in database.execute(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('punch', 'delivery') AND sql IS NOT NULL")]
triggers = [row for row in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")]
for name, _ in indices:
    database.execute(f"DROP INDEX {name}")
for name, _ in triggers:
    database.execute(f"DROP TRIGGER {name}")


def punches():
    count = 0
    for day in days:
        midnight = datetime.datetime(day.year, day.month, day.day) - datetime.timedelta(hours=7)
        base = int(midnight.replace(tzinfo=datetime.timezone.utc).timestamp() * 1000)
        for seconds in sorted(chance.randrange(6 * 3600, 20 * 3600) for _ in range(per_day)):
            if count == wanted:
                return
            count += 1
            code, name = people[chance.randrange(len(people))]
            wall = f"{day} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
            yield (
                count, sources[chance.randrange(len(sources))], f"{base + seconds * 1000}|{code}|{count}", code, name,
                base + seconds * 1000, wall, 25200, "", "Cổng chính", b'{"personName":"' + name.encode() + b'"}', 0)


database.execute("BEGIN")
database.executemany("INSERT INTO punch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", punches())
database.execute("INSERT OR IGNORE INTO punch_offset VALUES (25200)")
# All delivered but one in five thousand, and the last thousand, which wait.
database.execute(
    """
    INSERT INTO delivery (punch_id, hr_client_id, state, due_at, attempts, at, reason_code)
    SELECT id, ?, CASE WHEN id > ? - 1000 THEN 0 WHEN id % 5000 = 0 THEN 2 ELSE 1 END, NULL, 1, at,
      CASE WHEN id % 5000 = 0 THEN 'unknownCode' END FROM punch
    """, (client, wanted))
for _, sql in indices + triggers:
    database.execute(sql)
database.executemany(
    "INSERT OR IGNORE INTO person VALUES (?, ?, ?)", [(code, name, name.lower().replace("đ", "d")) for code, name in people])
database.execute(
    "INSERT INTO tally SELECT substr(local_time, 1, 10), source_id, 0, 0, count(*) FROM punch GROUP BY 1, 2")
database.execute(
    """
    INSERT INTO tally SELECT substr(local_time, 1, 10), source_id, hr_client_id, state, count(*)
    FROM delivery JOIN punch ON punch.id = delivery.punch_id GROUP BY 1, 2, 3, 4
    """)
database.execute(
    """
    UPDATE source SET punch_count = (SELECT count(*) FROM punch WHERE source_id = source.id),
      latest_punch_at = (SELECT max(at) FROM punch WHERE source_id = source.id)
    """)
now = int(time.time() * 1000)
database.execute("UPDATE device SET complete_up_to = ?, first_sync_done = 1, next_run_at = ?", (now, now + 86_400_000))
database.execute("COMMIT")
database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
print(f"{wanted} punches in {time.monotonic() - begin:.0f} s")
