// The yardstick for machine logs: what plain C needs to read every line's time and event and to keep the sums a day is made
// of. It knows this one layout, trusts it, and knows neither zones nor days nor overlaps.
// log_metrics FILE…: prints pieces, waits and their seconds, stops and their seconds, jobs, seconds from first to last piece.
// gcc -O3 -march=native log_metrics.c -o log_metrics
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static inline long two(const char *at) { return (at[0] - '0') * 10 + at[1] - '0'; }

int main(int count, char **names) {
    long pieces = 0, waits = 0, waited = 0, stops = 0, stopped = 0, jobs = 0, windows = 0, lines = 0, odd = 0;
    size_t room = 1 << 20;
    char *text = malloc(room + 1);
    for (int n = 1; n < count; n++) {
        int file = open(names[n], O_RDONLY);
        struct stat about;
        if (file < 0 || fstat(file, &about) != 0) { perror(names[n]); return 2; }
        if ((size_t)about.st_size > room) { room = about.st_size; text = realloc(text, room + 1); }
        size_t filled = 0;
        ssize_t got;
        while (filled < (size_t)about.st_size && (got = read(file, text + filled, about.st_size - filled)) > 0) filled += got;
        close(file);
        text[filled] = '\n';
        long first = -1, last = 0, since = -1;
        for (const char *line = text, *end = text + filled, *next; line < end; line = next + 1) {
            next = memchr(line, '\n', end - line + 1);
            lines++;
            if (next - line < 21 || line[17] != '|' || line[18] != '@' || line[11] != ':') { odd++; continue; }
            long at = two(line + 9) * 3600 + two(line + 12) * 60 + two(line + 15);
            const char *event = line + 19;
            switch (event[0]) {
            case 'S':
                pieces++;
                if (first < 0) first = at;
                last = at;
                break;
            case 'J': jobs++; break;
            case 'M':
                if (event[7] == 'W') {
                    long seconds = 0;
                    for (const char *digit = event + 13; *digit >= '0' && *digit <= '9'; digit++) seconds = seconds * 10 + *digit - '0';
                    waits++;
                    waited += seconds;
                } else if (event[9] == 'o') {
                    stops++;
                    since = at;
                } else if (since >= 0) {
                    stopped += at - since;
                    since = -1;
                }
            }
        }
        windows += first < 0 ? 0 : last - first;
    }
    printf("%ld pieces %ld waits %ld s %ld stops %ld s %ld jobs %ld s %ld lines %ld odd\n", pieces, waits, waited, stops, stopped, jobs, windows, lines, odd);
}
