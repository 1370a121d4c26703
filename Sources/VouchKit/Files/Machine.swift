import Glibc

/// What the program may ask of the machine; nothing of it reaches a pack.
enum Machine {
  /// Processors that this process may run on, at least 1.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
