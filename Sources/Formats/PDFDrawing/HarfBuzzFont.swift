import CHarfBuzz

/// A face as HarfBuzz shapes with it, in font units.
@safe
struct HarfBuzzFont: ~Copyable {
  private let font: OpaquePointer
  private let buffer: OpaquePointer
  private let file: FontFile
  let unitsPerEm: Int

  init(_ file: FontFile) {
    let blob = unsafe Self.blob(of: file)
    let face = unsafe hb_face_create(blob, UInt32(clamping: file.index))
    let font = unsafe hb_font_create(face)
    let units = unsafe hb_face_get_upem(face)
    unsafe hb_ot_font_set_funcs(font)
    unsafe hb_font_set_scale(font, Int32(clamping: units), Int32(clamping: units))
    unsafe hb_font_make_immutable(font)
    unsafe hb_face_destroy(face)
    unsafe hb_blob_destroy(blob)
    unsafe self.font = hb_font_reference(font)
    unsafe hb_font_destroy(font)
    unsafe buffer = hb_buffer_create()
    unitsPerEm = max(1, Int(units))
    self.file = file
  }

  deinit {
    unsafe hb_buffer_destroy(buffer)
    unsafe hb_font_destroy(font)
  }

  private static func blob(of file: FontFile) -> OpaquePointer? {
    unsafe file.bytes.withMemoryRebound(to: CChar.self) { bytes in
      unsafe hb_blob_create(bytes.baseAddress, UInt32(clamping: bytes.count), HB_MEMORY_MODE_READONLY, nil, nil)
    }
  }

  static func faceCount(of file: FontFile) -> UInt32 {
    let blob = unsafe blob(of: file)
    let count = unsafe hb_face_count(blob)
    unsafe hb_blob_destroy(blob)
    return count
  }

  /// Whether the face has a glyph of its own for the character.
  func covers(_ scalar: Unicode.Scalar) -> Bool {
    var glyph: hb_codepoint_t = 0
    return unsafe hb_font_get_nominal_glyph(font, scalar.value, &glyph) != 0 && glyph != 0
  }

  /// How far the face reaches above the baseline and below it (positive), in font units.
  var reach: (above: Int, below: Int) {
    var extents = hb_font_extents_t()
    guard unsafe hb_font_get_h_extents(font, &extents) != 0 else { return (unitsPerEm, 0) }
    return (Int(extents.ascender), -Int(extents.descender))
  }

  /// Appends the glyphs of `text` in visual order, and its clusters in the order of the text.
  ///
  /// The shaper is named, since the environment may name another; so is the language, which would come from the locale.
  func shape(
    _ text: Span<UInt8>, rightToLeft: Bool, language: ShapingLanguage, features: [FontFeature],
    into glyphs: inout [ShapedGlyph], _ clusters: inout [ShapedCluster]
  ) {
    unsafe hb_buffer_clear_contents(buffer)
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        let count = Int32(clamping: characters.count)
        unsafe hb_buffer_add_utf8(buffer, characters.baseAddress, count, 0, count)
      }
    }
    unsafe hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES)
    unsafe hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES)
    unsafe hb_buffer_set_direction(buffer, rightToLeft ? HB_DIRECTION_RTL : HB_DIRECTION_LTR)
    unsafe hb_buffer_set_language(buffer, language.tag)
    unsafe hb_buffer_guess_segment_properties(buffer)
    let list = features.map { hb_feature_t(tag: $0.tag, value: $0.value, start: 0, end: .max) }
    _ = unsafe list.withUnsafeBufferPointer { features in
      unsafe "ot".withCString { shaper in
        let shapers: [UnsafePointer<CChar>?] = unsafe [shaper, nil]
        return unsafe hb_shape_full(font, buffer, features.baseAddress, UInt32(features.count), shapers)
      }
    }
    collect(length: text.count, rightToLeft: rightToLeft, &glyphs, &clusters)
  }

  private func collect(
    length: Int, rightToLeft: Bool, _ glyphs: inout [ShapedGlyph], _ clusters: inout [ShapedCluster]
  ) {
    var count: UInt32 = 0
    let infoPointer = unsafe hb_buffer_get_glyph_infos(buffer, &count)
    let positionPointer = unsafe hb_buffer_get_glyph_positions(buffer, &count)
    let infos = unsafe UnsafeBufferPointer(start: infoPointer, count: Int(count))
    let positions = unsafe UnsafeBufferPointer(start: positionPointer, count: Int(count))
    var starts: [Int] = []
    for index in 0..<Int(count) {
      let position = unsafe positions[index]
      glyphs.append(
        ShapedGlyph(
          id: unsafe infos[index].codepoint, x: position.x_offset, y: position.y_offset, advance: position.x_advance))
      starts.append(Int(unsafe infos[index].cluster))
    }
    if rightToLeft { starts.reverse() }
    clusters += ShapedCluster.clusters(starts: starts, length: length)
  }
}

/// A language for shaping, as HarfBuzz knows it.
@safe
struct ShapingLanguage {
  fileprivate let tag: hb_language_t?

  /// `code` is a BCP 47 tag.
  init(_ code: String) {
    unsafe tag = hb_language_from_string(code, -1)
  }
}

/// An OpenType feature, switched on (1) or off (0).
struct FontFeature: Hashable {
  let tag: UInt32
  let value: UInt32

  /// `name` has four ASCII letters.
  init(_ name: StaticString, _ value: UInt32) {
    precondition(name.utf8CodeUnitCount == 4, "an OpenType tag has four letters")
    tag = name.description.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    self.value = value
  }
}

/// The version of the HarfBuzz that runs.
func harfBuzzVersion() -> String {
  unsafe String(cString: hb_version_string())
}
