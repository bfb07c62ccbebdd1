// librsvg and cairo: a picture's SVG drawn as PNG. `g_object_unref` is a macro, which Swift cannot see.
#pragma once
#include <librsvg/rsvg.h>
#include <cairo.h>

static inline void crsvg_unref(RsvgHandle *handle) { g_object_unref(handle); }
