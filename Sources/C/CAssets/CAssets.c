// One array per file of `files/`, embedded by the compiler. A new file needs an array and a line in the table; a test
// compares the table with the folder.
#include "CAssets.h"

// The compiler that Swift brings embeds in every C, and says that the newest standard does.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char ages_js[] = {
#embed "files/ages.js"
};
static const unsigned char board_js[] = {
#embed "files/board.js"
};
static const unsigned char drag_js[] = {
#embed "files/drag.js"
};
static const unsigned char floor_js[] = {
#embed "files/floor.js"
};
static const unsigned char forms_js[] = {
#embed "files/forms.js"
};
static const unsigned char gemba_css[] = {
#embed "files/gemba.css"
};
static const unsigned char gemba_js[] = {
#embed "files/gemba.js"
};
static const unsigned char icons_svg[] = {
#embed "files/icons.svg"
};
static const unsigned char inline_js[] = {
#embed "files/inline.js"
};
static const unsigned char live_js[] = {
#embed "files/live.js"
};
static const unsigned char page_js[] = {
#embed "files/page.js"
};
static const unsigned char panel_js[] = {
#embed "files/panel.js"
};
static const unsigned char replace_js[] = {
#embed "files/replace.js"
};
static const unsigned char table_js[] = {
#embed "files/table.js"
};

#define ASSET(name, array) { name, array, sizeof array }

static const casset table[] = {
    ASSET("ages.js", ages_js),
    ASSET("board.js", board_js),
    ASSET("drag.js", drag_js),
    ASSET("floor.js", floor_js),
    ASSET("forms.js", forms_js),
    ASSET("gemba.css", gemba_css),
    ASSET("gemba.js", gemba_js),
    ASSET("icons.svg", icons_svg),
    ASSET("inline.js", inline_js),
    ASSET("live.js", live_js),
    ASSET("page.js", page_js),
    ASSET("panel.js", panel_js),
    ASSET("replace.js", replace_js),
    ASSET("table.js", table_js),
};

size_t casset_count(void) { return sizeof table / sizeof table[0]; }

const casset *casset_at(size_t index) { return &table[index]; }
