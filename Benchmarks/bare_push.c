// The bare-metal limit that `script/bench push` compares webhook calls with: a C loop that puts the same rows into
// SQLite with the same durability, so many of them in each commit as calls come in at once. No HTTP, no JSON.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

static void run(const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fprintf(stderr, "%s: %s\n", sql, message);
        exit(1);
    }
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void step(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        exit(1);
    }
    sqlite3_reset(statement);
}

int main(int count, char **arguments) {
    if (count < 4) {
        fprintf(stderr, "usage: bare_push FILE SECONDS PER_COMMIT...\n");
        return 64;
    }
    double limit = atof(arguments[2]);
    if (sqlite3_open(arguments[1], &db) != SQLITE_OK) return 1;
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA cache_size = -24000");
    run("PRAGMA wal_autocheckpoint = 16000");
    run("CREATE TABLE punch (id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, source_key TEXT NOT NULL,"
        " code TEXT NOT NULL, person_name TEXT NOT NULL, at INTEGER NOT NULL, local_time TEXT NOT NULL,"
        " offset_seconds INTEGER NOT NULL, direction TEXT NOT NULL, source_device TEXT NOT NULL, raw BLOB NOT NULL,"
        " run_id INTEGER NOT NULL, UNIQUE (source_id, source_key)) STRICT");
    run("CREATE INDEX punch_at ON punch (at)");
    run("CREATE INDEX punch_source_at ON punch (source_id, at)");
    run("CREATE INDEX punch_code_at ON punch (code, at)");
    run("CREATE TABLE counters (id INTEGER PRIMARY KEY, value INTEGER NOT NULL) STRICT");
    run("INSERT INTO counters VALUES (1, 0), (2, 0), (3, 0)");
    sqlite3_stmt *punch, *counter;
    sqlite3_prepare_v2(db,
        "INSERT INTO punch (source_id, source_key, code, person_name, at, local_time, offset_seconds, direction,"
        " source_device, raw, run_id) VALUES (1, ?, ?, ?, ?, ?, 25200, 'entry', 'Cửa kho', ?, 0)"
        " ON CONFLICT (source_id, source_key) DO NOTHING", -1, &punch, NULL);
    // The totals, the source's count and the address's count, each once a commit.
    sqlite3_prepare_v2(db, "UPDATE counters SET value = value + ? WHERE id = ?", -1, &counter, NULL);
    long row = 0;
    for (int place = 3; place < count; place++) {
        long size = atol(arguments[place]);
        long done = 0;
        double begin = now();
        while (now() - begin < limit) {
            run("BEGIN IMMEDIATE");
            for (long index = 0; index < size; index++, row++) {
                char key[64], code[16], name[64], local[32], raw[700];
                long long at = 1767225600000LL + row * 1000;
                time_t seconds = at / 1000 + 25200;
                struct tm wall;
                gmtime_r(&seconds, &wall);
                strftime(local, sizeof local, "%Y-%m-%d %H:%M:%S", &wall);
                snprintf(key, sizeof key, "%08lx-0000-4000-8000-%012lx", row, row);
                snprintf(code, sizeof code, "%ld", 1000 + row % 97);
                snprintf(name, sizeof name, "Trần Văn %ld", row % 97);
                memset(raw, 'x', 600);
                sqlite3_bind_text(punch, 1, key, -1, SQLITE_TRANSIENT);
                sqlite3_bind_text(punch, 2, code, -1, SQLITE_TRANSIENT);
                sqlite3_bind_text(punch, 3, name, -1, SQLITE_TRANSIENT);
                sqlite3_bind_int64(punch, 4, at);
                sqlite3_bind_text(punch, 5, local, -1, SQLITE_TRANSIENT);
                sqlite3_bind_blob(punch, 6, raw, 600, SQLITE_TRANSIENT);
                step(punch);
            }
            for (int id = 1; id <= 3; id++) {
                sqlite3_bind_int64(counter, 1, size);
                sqlite3_bind_int64(counter, 2, id);
                step(counter);
            }
            run("COMMIT");
            done += size;
        }
        printf("%ld %.0f\n", size, done / (now() - begin));
    }
    return 0;
}
