// The library would find the name of a killed process of the same number in its way and say so on standard error, before
// a line of the program has run. The program's own pre-initialization runs before the libraries'.
#include "mongo_start.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

void gemba_mongo_forget(void) {
    char name[32];
    snprintf(name, sizeof name, "/mongoc-%u", (unsigned)getpid());
    shm_unlink(name);
}

static void before_libraries(int count, char **arguments, char **environment) { gemba_mongo_forget(); }
__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **, char **) = before_libraries;
