// re2 is C++; its headers are included by the shim beside this folder.
