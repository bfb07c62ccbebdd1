// The yardstick for looking at a share again: list every folder below FOLDER and stat every file, TIMES times.
// stat_each FOLDER TIMES
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long files;
static long long bytes;

static void look(int folder) {
    DIR *list = fdopendir(folder);
    if (!list) return;
    for (struct dirent *entry; (entry = readdir(list));) {
        if (entry->d_name[0] == '.') continue;
        struct stat status;
        if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        if (S_ISDIR(status.st_mode)) {
            int below = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY);
            if (below >= 0) look(below);
        } else {
            files++;
            bytes += status.st_size;
        }
    }
    closedir(list);
}

int main(int count, char **words) {
    if (count != 3) return 2;
    for (int i = atoi(words[2]); i > 0; i--) {
        int folder = open(words[1], O_RDONLY | O_DIRECTORY);
        if (folder < 0) { perror(words[1]); return 2; }
        look(folder);
    }
    printf("{\"files\":%ld,\"bytes\":%lld}\n", files, bytes);
    return 0;
}
