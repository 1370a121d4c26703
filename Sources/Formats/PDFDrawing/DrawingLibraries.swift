/// The versions of the libraries that draw, as they run: what is compared when two renderings differ.
package enum DrawingLibraries {
  package static func versions() -> [(name: String, version: String)] {
    [
      ("cairo", cairoVersion()), ("freetype", FreeTypeFace.libraryVersion), ("fribidi", friBidiVersion()),
      ("harfbuzz", harfBuzzVersion()), ("qpdf", qpdfVersion()),
    ]
  }
}
