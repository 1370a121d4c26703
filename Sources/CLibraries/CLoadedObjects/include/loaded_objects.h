#ifndef LOADED_OBJECTS_H
#define LOADED_OBJECTS_H

#include <stddef.h>

// Writes one line for each object file that the process has loaded, in the loader's order:
//
//     build id in lowercase hexadecimal, tab, path, line feed
//
// The program itself has an empty path; an object without a GNU build id has an empty first field. The kernel's
// linux-vdso is left out. At most `capacity` bytes are written; the number of bytes that all lines need is returned, so
// that a caller can ask with a capacity of 0 first.
size_t loaded_objects(char *buffer, size_t capacity);

#endif
