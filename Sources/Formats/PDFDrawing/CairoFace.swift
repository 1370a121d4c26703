import CCairo
import CFreeType
import Diagnostics

/// A face as Cairo draws it: outlines as they are, without hinting and without bitmaps.
@safe
struct CairoFace: ~Copyable {
  let pointer: OpaquePointer

  /// The address that Cairo files the FreeType face under.
  nonisolated(unsafe) private static let key = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(capacity: 1)

  init(_ freeType: FreeTypeFace, name: String) throws(Diagnostic) {
    let flags = Int32(FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP)
    let pointer = unsafe cairo_ft_font_face_create_for_ft_face(freeType.face, flags)
    let owner = unsafe Unmanaged.passRetained(freeType)
    let status = unsafe cairo_font_face_set_user_data(pointer, Self.key, owner.toOpaque()) { owner in
      if let owner = unsafe owner { unsafe Unmanaged<FreeTypeFace>.fromOpaque(owner).release() }
    }
    guard status == CAIRO_STATUS_SUCCESS, let pointer = unsafe pointer else {
      unsafe owner.release()
      throw Diagnostic("Cairo cannot use the face '\(name)'")
    }
    unsafe self.pointer = pointer
  }

  deinit {
    unsafe cairo_font_face_destroy(pointer)
  }
}
