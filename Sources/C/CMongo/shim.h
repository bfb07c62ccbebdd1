// The client library of MongoDB. Its documents are aligned to 128 bytes, more than Swift gives a variable: here is where
// room for one comes from, and the few macros that Swift cannot see.
#pragma once
#include <mongoc/mongoc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// An empty document in memory of its own, for a call that writes its answer into it. The caller frees it.
static inline bson_t *gemba_bson_new(void) {
    bson_t *document = aligned_alloc(128, sizeof(bson_t));
    if (document != NULL) bson_init(document);
    return document;
}
static inline void gemba_bson_free(bson_t *document) {
    bson_destroy(document);
    free(document);
}

// A document that looks at somebody else's bytes; NULL where they are none. The caller frees it before the bytes go.
static inline bson_t *gemba_bson_view(const uint8_t *bytes, size_t count) {
    bson_t *document = aligned_alloc(128, sizeof(bson_t));
    if (document != NULL && !bson_init_static(document, bytes, count)) {
        free(document);
        return NULL;
    }
    return document;
}
static inline void gemba_bson_view_free(bson_t *document) { free(document); }

// The library, once it is loaded, counts in shared memory under a name that would stay behind; without the name it goes
// with the process.
static inline void gemba_mongoc_forget(void) {
    char name[32];
    snprintf(name, sizeof name, "/mongoc-%u", (unsigned)getpid());
    shm_unlink(name);
}

static inline void gemba_mongoc_silent(void) {
    mongoc_init();
    gemba_mongoc_forget();
    mongoc_log_set_handler(NULL, NULL);
}
