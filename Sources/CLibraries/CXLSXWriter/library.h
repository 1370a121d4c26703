#include <xlsxwriter.h>

// glibc declares it under _GNU_SOURCE only, which module maps cannot set.
extern int memfd_create(const char *name, unsigned int flags);
enum { CLOSE_ON_EXECUTE = 1 };
