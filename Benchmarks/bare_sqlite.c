// The bare-metal limit that `script/bench` compares Rollcall's ingest with: a C loop that puts the same rows, with
// the same unique key and the same delivery rows, into SQLite, in transactions of the same size, with the same
// durability. No HTTP, no JSON, no secondary indices.
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

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "usage: bare_sqlite FILE ROWS START_MS STEP_MS\n");
        return 64;
    }
    long rows = atol(arguments[2]);
    long long start = atoll(arguments[3]);
    long long step = atoll(arguments[4]);
    if (sqlite3_open(arguments[1], &db) != SQLITE_OK) return 1;
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA cache_size = -24000");
    run("PRAGMA wal_autocheckpoint = 16000");
    run("CREATE TABLE punch (id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL, source_key TEXT NOT NULL,"
        " code TEXT NOT NULL, person_name TEXT NOT NULL, at INTEGER NOT NULL, local_time TEXT NOT NULL,"
        " offset_seconds INTEGER NOT NULL, direction TEXT NOT NULL, source_device TEXT NOT NULL, raw BLOB NOT NULL,"
        " run_id INTEGER NOT NULL, UNIQUE (source_id, source_key)) STRICT");
    run("CREATE TABLE delivery (punch_id INTEGER NOT NULL, hr_client_id INTEGER NOT NULL, state INTEGER NOT NULL,"
        " due_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0, at INTEGER, reason_code TEXT, reason TEXT,"
        " PRIMARY KEY (punch_id, hr_client_id)) STRICT, WITHOUT ROWID");
    sqlite3_stmt *punch, *delivery;
    sqlite3_prepare_v2(db,
        "INSERT INTO punch (source_id, source_key, code, person_name, at, local_time, offset_seconds, direction,"
        " source_device, raw, run_id) VALUES (1, ?, ?, ?, ?, ?, 25200, '', ?, ?, 1)"
        " ON CONFLICT (source_id, source_key) DO NOTHING", -1, &punch, NULL);
    sqlite3_prepare_v2(db,
        "INSERT INTO delivery (punch_id, hr_client_id, state, due_at) VALUES (?, 1, 0, ?)", -1, &delivery, NULL);
    for (int pass = 0; pass < 2; pass++) {
        double begin = now();
        for (long row = 0; row < rows; row++) {
            char key[96], code[16], name[64], local[32], device[32], raw[512];
            long person = row % 997;
            long long at = start + row * step;
            time_t seconds = at / 1000 + 25200;
            struct tm wall;
            if (row % 500 == 0) run("BEGIN IMMEDIATE");
            gmtime_r(&seconds, &wall);
            strftime(local, sizeof local, "%Y-%m-%d %H:%M:%S", &wall);
            snprintf(key, sizeof key, "%lld|2763423423421%ld|C21201B01%ld", at, 100000 + person, person % 4);
            snprintf(code, sizeof code, "%ld", 1000 + person);
            snprintf(name, sizeof name, "Nguyễn Văn %ld", person);
            snprintf(device, sizeof device, "Cổng %ld", person % 4);
            int length = snprintf(raw, sizeof raw,
                "{\"personName\":\"%s\",\"date\":\"%.10s\",\"checkinTime\":%lld,\"aliasID\":\"%s\",\"placeID\":\"1\","
                "\"personID\":\"2763423423421%ld\",\"avatar\":\"https://static.hanet.ai/face/upload/C21201B01%ld/%llx.jpg\","
                "\"place\":\"Benchmark\",\"title\":\"\",\"type\":0,\"deviceID\":\"C21201B01%ld\",\"deviceName\":\"%s\"}",
                name, local, at, code, 100000 + person, person % 4, at, person % 4, device);
            sqlite3_bind_text(punch, 1, key, -1, SQLITE_TRANSIENT);
            sqlite3_bind_text(punch, 2, code, -1, SQLITE_TRANSIENT);
            sqlite3_bind_text(punch, 3, name, -1, SQLITE_TRANSIENT);
            sqlite3_bind_int64(punch, 4, at);
            sqlite3_bind_text(punch, 5, local, -1, SQLITE_TRANSIENT);
            sqlite3_bind_text(punch, 6, device, -1, SQLITE_TRANSIENT);
            sqlite3_bind_blob(punch, 7, raw, length, SQLITE_TRANSIENT);
            if (sqlite3_step(punch) != SQLITE_DONE) return 1;
            sqlite3_reset(punch);
            if (sqlite3_changes(db) == 1 && pass == 0) {
                sqlite3_bind_int64(delivery, 1, sqlite3_last_insert_rowid(db));
                sqlite3_bind_int64(delivery, 2, at);
                if (sqlite3_step(delivery) != SQLITE_DONE) return 1;
                sqlite3_reset(delivery);
            }
            if (row % 500 == 499 || row + 1 == rows) run("COMMIT");
        }
        double seconds = now() - begin;
        printf("%s %.0f\n", pass == 0 ? "new" : "duplicate", rows / seconds);
    }
    return 0;
}
