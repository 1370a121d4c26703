#define _GNU_SOURCE
#include "loaded_objects.h"

#include <elf.h>
#include <link.h>
#include <string.h>

struct text {
  char *buffer;
  size_t capacity;
  size_t length;
};

static void put(struct text *text, char byte) {
  if (text->length < text->capacity) text->buffer[text->length] = byte;
  text->length++;
}

static void put_hexadecimal(struct text *text, const unsigned char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    put(text, "0123456789abcdef"[bytes[i] >> 4]);
    put(text, "0123456789abcdef"[bytes[i] & 15]);
  }
}

static size_t padded(size_t size, size_t alignment) { return (size + alignment - 1) / alignment * alignment; }

// The build id of a note segment goes into `text`; whether there was one is returned.
static int put_build_id(struct text *text, const unsigned char *notes, size_t size, size_t alignment) {
  size_t at = 0;
  while (size - at >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) head;
    memcpy(&head, notes + at, sizeof head);
    size_t name = at + sizeof head;
    size_t content = padded(name + head.n_namesz, alignment);
    if (content > size || head.n_descsz > size - content) return 0;
    if (head.n_type == NT_GNU_BUILD_ID && head.n_namesz == 4 && memcmp(notes + name, "GNU", 4) == 0) {
      put_hexadecimal(text, notes + content, head.n_descsz);
      return 1;
    }
    size_t next = padded(content + head.n_descsz, alignment);
    if (next > size) return 0;
    at = next;
  }
  return 0;
}

static int put_object(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  struct text *text = context;
  const char *path = object->dlpi_name != NULL ? object->dlpi_name : "";
  if (strncmp(path, "linux-vdso", 10) == 0 || strncmp(path, "linux-gate", 10) == 0) return 0;
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type != PT_NOTE) continue;
    const unsigned char *notes = (const unsigned char *)(object->dlpi_addr + segment->p_vaddr);
    if (put_build_id(text, notes, segment->p_memsz, segment->p_align == 8 ? 8 : 4)) break;
  }
  put(text, '\t');
  for (const char *byte = path; *byte != '\0'; byte++) put(text, *byte);
  put(text, '\n');
  return 0;
}

size_t loaded_objects(char *buffer, size_t capacity) {
  struct text text = {buffer, capacity, 0};
  dl_iterate_phdr(put_object, &text);
  return text.length;
}
