// The files of the pages, inside the program: stylesheet, scripts, icons.
#pragma once
#include <stddef.h>

typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} casset;

/// How many files there are.
size_t casset_count(void);
/// The file at `index`, which is less than the count. Lives as long as the program.
const casset *casset_at(size_t index);
