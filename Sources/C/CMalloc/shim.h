// The allocator's settings, which Swift's Glibc module leaves out.
#pragma once
#include <malloc.h>

/// At most so many pools of memory, and free memory beyond so many bytes given back.
static inline int cmalloc_settle(int pools, int free_bytes) {
    return mallopt(M_ARENA_MAX, pools) && mallopt(M_TRIM_THRESHOLD, free_bytes);
}
