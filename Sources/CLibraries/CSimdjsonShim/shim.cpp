#include "shim.h"

#include <memory>
#include <new>
#include <simdjson.h>

// The longest text that is scanned, the capacity that a scanner begins with, and the one above which it is not kept for
// shorter texts: its buffer takes four bytes for each of the text.
static const size_t longest = size_t(17) << 20;
static const size_t least = size_t(64) << 10;
static const size_t usual = size_t(1) << 20;

struct vouch_json_scanner {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stages;

  // Whether there is room for a text of a length.
  bool reserve(size_t length) {
    if (stages && length <= stages->capacity() && (stages->capacity() <= usual || length > usual)) return true;
    size_t capacity = length > least ? length : least;
    // The nesting is no matter of the first stage.
    return simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stages) == simdjson::SUCCESS;
  }
};

extern "C" vouch_json_scanner *vouch_json_scanner_new(void) { return new (std::nothrow) vouch_json_scanner; }

extern "C" void vouch_json_scanner_free(vouch_json_scanner *scanner) { delete scanner; }

extern "C" int vouch_json_scan(
    vouch_json_scanner *scanner, const uint8_t *text, size_t length, vouch_json_structure *result) {
  if (length > longest || !scanner->reserve(length)) return int(simdjson::CAPACITY);
  simdjson::error_code error = scanner->stages->stage1(text, length, simdjson::stage1_mode::regular);
  if (error) return int(error);
  result->places = scanner->stages->structural_indexes.get();
  result->count = scanner->stages->n_structural_indexes;
  return 0;
}

extern "C" size_t vouch_json_padding(void) { return simdjson::SIMDJSON_PADDING; }
