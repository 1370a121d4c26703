import Bytes
import Glibc

/// What the program may ask of the machine; nothing of it reaches a pack.
enum Machine {
  /// Processors that this process may run on, at least 1.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Those features of the processor that change the last bits of some functions of the C library, sorted.
  static var features: [String] {
    let file = FileSource(name: "processor", path: "/proc/cpuinfo")
    guard let bytes = try? file.readAll(limit: 16 << 20) else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let flags = lines.first { $0.hasPrefix("flags") }?.split(whereSeparator: { " \t:".contains($0) }) ?? []
    return ["avx2", "avx512f", "fma"].filter { wanted in flags.contains { $0 == wanted } }
  }
}
