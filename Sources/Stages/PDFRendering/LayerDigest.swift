import Digests

/// The running digest of one layer of a rendering.
///
/// A reference, because the canvas tells it of glyphs while pages are drawn.
final class LayerDigest {
  private var hash = SHA256()

  func absorb(_ bytes: [UInt8]) { hash.update(bytes) }

  var hexadecimal: String { hash.current().hexadecimal }
}
