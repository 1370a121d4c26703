#ifndef VOUCH_RE2_SHIM_H
#define VOUCH_RE2_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern of RE2.
typedef struct vouch_re2 vouch_re2;

/// Compiles a pattern of UTF-8 bytes; never null. A pattern that is not right has an error.
vouch_re2 *_Nonnull vouch_re2_compile(const void *_Nullable pattern, size_t count);

/// Why the pattern is not right, or null; the text lives as long as the pattern.
const char *_Nullable vouch_re2_error(const vouch_re2 *_Nonnull pattern);

/// Whether the pattern is right, but larger than the memory that compiling it may take.
bool vouch_re2_is_too_large(const vouch_re2 *_Nonnull pattern);

/// Instructions of the compiled pattern.
int vouch_re2_program_size(const vouch_re2 *_Nonnull pattern);

/// Whether the pattern stands anywhere in a text of UTF-8 bytes.
bool vouch_re2_matches(const vouch_re2 *_Nonnull pattern, const void *_Nullable text, size_t count);

void vouch_re2_free(vouch_re2 *_Nonnull pattern);

#ifdef __cplusplus
}
#endif

#endif
