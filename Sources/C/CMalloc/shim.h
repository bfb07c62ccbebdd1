// The allocator's settings, which Swift's Glibc module leaves out.
#pragma once
#include <malloc.h>

/// At most so many pools of memory, and free memory beyond so many bytes given back. Pieces up to `pooled_bytes` come from
/// the pools: a buffer of each batch would otherwise be mapped, filled with zeros and unmapped every time.
static inline int cmalloc_settle(int pools, int free_bytes, int pooled_bytes) {
    return mallopt(M_ARENA_MAX, pools) && mallopt(M_TRIM_THRESHOLD, free_bytes) && mallopt(M_MMAP_THRESHOLD, pooled_bytes);
}
