// What Swift cannot call of SQLite: functions with a variable number of arguments.
#pragma once
#include <sqlite3.h>

/// Turns off SQLite's count of its own memory, which takes a lock at every allocation. Before the first connection.
static inline int csqlite_without_memory_count(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
