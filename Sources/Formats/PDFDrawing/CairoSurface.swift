import CCairo
import Diagnostics

/// A PDF surface that writes into memory.
@safe
struct CairoSurface: ~Copyable {
  let pointer: OpaquePointer
  /// Where Cairo's callback puts the bytes; Cairo frees it, since a context may outlive this value.
  private let sink: UnsafeMutablePointer<[UInt8]>

  /// More than most files come to: memory that is never written to costs nothing, and a copy to a larger place does.
  private static let room = 1 << 25

  /// The address that Cairo files the sink under.
  nonisolated(unsafe) private static let key = UnsafeMutablePointer<cairo_user_data_key_t>.allocate(capacity: 1)

  /// Points.
  init(width: Double, height: Double) throws(Diagnostic) {
    let sink = UnsafeMutablePointer<[UInt8]>.allocate(capacity: 1)
    unsafe sink.initialize(to: [])
    unsafe sink.pointee.reserveCapacity(Self.room)
    let pointer = unsafe cairo_pdf_surface_create_for_stream(
      { address, bytes, count in
        guard let address = unsafe address else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = unsafe address.assumingMemoryBound(to: [UInt8].self)
        unsafe sink.pointee.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
      }, sink, width, height)
    let status = unsafe cairo_surface_set_user_data(pointer, Self.key, sink) { sink in
      unsafe sink.map { unsafe CairoSurface.free($0.assumingMemoryBound(to: [UInt8].self)) }
    }
    guard status == CAIRO_STATUS_SUCCESS, let pointer = unsafe pointer else {
      unsafe Self.free(sink)
      throw Diagnostic("Cairo cannot make a PDF")
    }
    unsafe self.pointer = pointer
    unsafe self.sink = sink
  }

  private static func free(_ sink: UnsafeMutablePointer<[UInt8]>) {
    unsafe sink.deinitialize(count: 1)
    unsafe sink.deallocate()
  }

  deinit {
    unsafe cairo_surface_destroy(pointer)
  }

  /// Throws what went wrong on this surface since it was made.
  func check() throws(Diagnostic) {
    let status = unsafe cairo_surface_status(pointer)
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw Diagnostic("Cairo: " + (unsafe String(cString: cairo_status_to_string(status))))
  }

  /// Writes what is left and returns the file.
  consuming func finish() throws(Diagnostic) -> [UInt8] {
    unsafe cairo_surface_finish(pointer)
    try check()
    return unsafe sink.pointee
  }
}

/// A drawing context on a surface.
@safe
struct CairoContext: ~Copyable {
  let pointer: OpaquePointer

  init(on surface: borrowing CairoSurface) throws(Diagnostic) {
    guard let pointer = unsafe cairo_create(surface.pointer) else { throw Diagnostic("Cairo cannot draw") }
    unsafe self.pointer = pointer
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_set_font_options(pointer, options)
    unsafe cairo_font_options_destroy(options)
  }

  deinit {
    unsafe cairo_destroy(pointer)
  }

  /// Throws what went wrong while drawing.
  func check() throws(Diagnostic) {
    let status = unsafe cairo_status(pointer)
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw Diagnostic("Cairo: " + (unsafe String(cString: cairo_status_to_string(status))))
  }
}

/// The version of the Cairo that runs.
func cairoVersion() -> String {
  unsafe String(cString: cairo_version_string())
}
