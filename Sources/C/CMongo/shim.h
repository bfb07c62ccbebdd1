// The client library of MongoDB. Its documents are aligned to 128 bytes, more than Swift gives a variable: here is where
// room for one comes from, and the few macros that Swift cannot see.
#pragma once
#include <mongoc/mongoc.h>
#include <stdlib.h>

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

static inline void gemba_mongoc_silent(void) {
    mongoc_init();
    mongoc_log_set_handler(NULL, NULL);
}
