#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// simdjson's first stage with its buffers, for one thread.
typedef struct vouch_json_scanner vouch_json_scanner;

/// What a scan leaves behind; it holds until the next scan.
///
/// `places` are the offsets in the text, in ascending order, of its brackets, commas and colons, of the opening quotes of
/// its strings, and of the first bytes of whatever else stands between those.
typedef struct {
  const uint32_t *places;
  size_t count;
} vouch_json_structure;

/// NULL when there is no memory.
vouch_json_scanner *vouch_json_scanner_new(void);
void vouch_json_scanner_free(vouch_json_scanner *scanner);

/// Scans one text of `length` bytes, behind which vouch_json_padding() more can be read. 0, or simdjson's error code: the
/// text is empty or too long, no UTF-8, has a control character in a string, or a string that is not closed.
int vouch_json_scan(vouch_json_scanner *scanner, const uint8_t *text, size_t length, vouch_json_structure *result);

/// The bytes behind a text that the scanner may read.
size_t vouch_json_padding(void);

#ifdef __cplusplus
}
#endif
