/// The bytes of a font file, at an address that stays: FreeType and HarfBuzz read them for as long as a face is open.
///
/// The memory is written once, before the value is shared, which is what makes it safe to send.
@safe
package final class FontFile: @unchecked Sendable {
  /// How the file is called in diagnostics.
  package let name: String
  /// The face in a collection; 0 in a file of one face.
  package let index: Int
  let bytes: UnsafeBufferPointer<UInt8>

  package init(name: String, index: Int, bytes contents: [UInt8]) {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: contents.count)
    _ = unsafe memory.initialize(from: contents)
    unsafe bytes = UnsafeBufferPointer(memory)
    self.name = name
    self.index = index
  }

  deinit {
    unsafe bytes.deallocate()
  }

  /// How many faces the file holds; 0 for what is no font.
  package var faceCount: Int {
    Int(HarfBuzzFont.faceCount(of: self))
  }
}
