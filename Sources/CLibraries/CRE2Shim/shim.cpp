// RE2 behind C functions: Swift sees no C++ type.
#include "shim.h"

#include <re2/re2.h>

struct vouch_re2 {
  RE2 pattern;

  vouch_re2(re2::StringPiece text, const RE2::Options &options) : pattern(text, options) {}
};

static re2::StringPiece piece(const void *bytes, size_t count) {
  return re2::StringPiece(count == 0 ? "" : static_cast<const char *>(bytes), count);
}

vouch_re2 *vouch_re2_compile(const void *pattern, size_t count) {
  RE2::Options options;
  options.set_log_errors(false);
  // The compiled program and its automata together.
  options.set_max_mem(1 << 22);
  return new vouch_re2(piece(pattern, count), options);
}

const char *vouch_re2_error(const vouch_re2 *pattern) {
  return pattern->pattern.ok() ? nullptr : pattern->pattern.error().c_str();
}

bool vouch_re2_is_too_large(const vouch_re2 *pattern) {
  return pattern->pattern.error_code() == RE2::ErrorPatternTooLarge;
}

int vouch_re2_program_size(const vouch_re2 *pattern) { return pattern->pattern.ProgramSize(); }

bool vouch_re2_matches(const vouch_re2 *pattern, const void *text, size_t count) {
  return RE2::PartialMatch(piece(text, count), pattern->pattern);
}

void vouch_re2_free(vouch_re2 *pattern) { delete pattern; }
