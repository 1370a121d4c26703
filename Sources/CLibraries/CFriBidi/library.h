#include <fribidi.h>

/// The version text of the library that runs; its own variable is not constant, so Swift 6 refuses to read it.
static inline const char *fribidi_running_version(void) { return fribidi_version_info; }
