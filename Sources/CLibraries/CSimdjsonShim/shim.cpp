#include "shim.h"

#include <new>
#include <simdjson.h>

// The longest text that is parsed, and the capacity above which a parser is not kept for shorter ones: its buffers take
// about fourteen bytes for each of the text.
static const size_t longest = size_t(17) << 20;
static const size_t usual = size_t(1) << 20;

struct vouch_json_parser {
  simdjson::dom::parser parser{longest};
};

extern "C" vouch_json_parser *vouch_json_parser_new(void) {
  return new (std::nothrow) vouch_json_parser;
}

extern "C" void vouch_json_parser_free(vouch_json_parser *parser) { delete parser; }

extern "C" int vouch_json_parse(
    vouch_json_parser *parser, const uint8_t *text, size_t length, vouch_json_tape *result) {
  if (parser->parser.capacity() > usual && length <= usual) {
    parser->parser = simdjson::dom::parser(longest);
  }
  simdjson::dom::element root;
  simdjson::error_code error = parser->parser.parse(text, length, false).get(root);
  if (error) return int(error);
  result->tape = parser->parser.doc.tape.get();
  result->strings = parser->parser.doc.string_buf.get();
  return 0;
}

extern "C" size_t vouch_json_padding(void) { return simdjson::SIMDJSON_PADDING; }
