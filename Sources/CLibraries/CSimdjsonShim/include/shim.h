#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser with its buffers, for one thread.
typedef struct vouch_json_parser vouch_json_parser;

/// What a parse leaves behind; it holds until the next parse.
///
/// Each word of `tape` has its type in the upper eight bits and a value in the others. The first word is the root: its
/// value is the index of the last word. A string's value is its offset in `strings`: four bytes of length, then the
/// bytes. The word of a number is followed by one with its bits. An opening bracket's value has the index behind its
/// closing word in the lower 32 bits, and the number of elements or members above them, at most 0xFFFFFF.
typedef struct {
  const uint64_t *tape;
  const uint8_t *strings;
} vouch_json_tape;

/// NULL when there is no memory.
vouch_json_parser *vouch_json_parser_new(void);
void vouch_json_parser_free(vouch_json_parser *parser);

/// Parses one text of `length` bytes, behind which vouch_json_padding() more can be read. 0, or simdjson's error code.
int vouch_json_parse(vouch_json_parser *parser, const uint8_t *text, size_t length, vouch_json_tape *result);

/// The bytes behind a text that the parser may read.
size_t vouch_json_padding(void);

#ifdef __cplusplus
}
#endif
