import Diagnostics
import Glibc

/// Finds the folder that holds what ships with the program: `templates` and `policies`.
///
/// It is `../share/vouch` beside an installed program, and the checkout's root for one that was built in place: the first
/// folder above the program that has `templates/theme.yaml`.
enum ShareFolder {
  static func find() throws(Diagnostic) -> String {
    var folder = Paths.folder(of: try programPath())
    while true {
      for candidate in [folder + "/share/vouch", folder]
      where unsafe access(candidate + "/templates/theme.yaml", R_OK) == 0 { return candidate }
      if folder == "/" || folder == "." { break }
      folder = Paths.folder(of: folder)
    }
    throw Diagnostic(
      "cannot find the folder with the templates",
      hint: "keep the program beside its share/vouch folder, or name it with --share")
  }

  private static func programPath() throws(Diagnostic) -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe readlink("/proc/self/exe", base.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    guard count > 0, count < buffer.count else { throw Diagnostic("cannot tell where the program lies") }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}
