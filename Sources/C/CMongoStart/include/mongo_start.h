// MongoDB's client library, as soon as it is loaded, counts in shared memory under a name made of the process's number.
#pragma once

// Takes the name away: the counters then go with the process.
void gemba_mongo_forget(void);
