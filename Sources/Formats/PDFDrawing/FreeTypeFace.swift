import CCairo
import CFreeType
import Diagnostics

/// A face that FreeType opened over a font file in memory.
///
/// A class, because Cairo keeps faces in caches of its own and lets go of them when it likes. Each face has a library of
/// its own, so that faces of different renderers share nothing.
@safe
final class FreeTypeFace {
  let face: FT_Face
  private let library: FT_Library
  private let file: FontFile

  init(_ file: FontFile) throws(Diagnostic) {
    var library: FT_Library?
    guard unsafe FT_Init_FreeType(&library) == 0, let library = unsafe library else {
      throw Diagnostic("FreeType did not start")
    }
    var face: FT_Face?
    let code = unsafe FT_New_Memory_Face(
      library, file.bytes.baseAddress, FT_Long(file.bytes.count), FT_Long(file.index), &face)
    guard code == 0, let face = unsafe face else {
      unsafe FT_Done_FreeType(library)
      throw Diagnostic(
        "face \(file.index) of '\(file.name)' cannot be read (FreeType error \(code))",
        hint: "name a TrueType or OpenType font file, and a face that it has")
    }
    guard unsafe face.pointee.units_per_EM > 0 else {
      unsafe FT_Done_Face(face)
      unsafe FT_Done_FreeType(library)
      throw Diagnostic("face \(file.index) of '\(file.name)' has no outlines", hint: "name a scalable font")
    }
    unsafe self.library = library
    unsafe self.face = face
    self.file = file
  }

  deinit {
    unsafe FT_Done_Face(face)
    unsafe FT_Done_FreeType(library)
  }

  /// The version of the library that runs: the macros only know the one that was compiled against.
  static var libraryVersion: String {
    var library: FT_Library?
    guard unsafe FT_Init_FreeType(&library) == 0, let library = unsafe library else { return "unknown" }
    var major: FT_Int = 0
    var minor: FT_Int = 0
    var patch: FT_Int = 0
    unsafe FT_Library_Version(library, &major, &minor, &patch)
    unsafe FT_Done_FreeType(library)
    return "\(major).\(minor).\(patch)"
  }
}
