import CRE2Shim

/// A regular expression in RE2's syntax, which runs in time linear in the text.
final class Pattern: Sendable {
  private let handle: PatternHandle

  /// Compiles a pattern; one that is malformed or too large is an error.
  init(_ pattern: String) throws(CELError) {
    guard pattern.utf8.count <= CELLimits.patternLength else {
      throw CELError("pattern of 'matches' is longer than \(CELLimits.patternLength) bytes")
    }
    let handle = PatternHandle(pattern)
    if handle.isTooLarge || handle.programSize > CELLimits.patternProgram {
      throw CELError("pattern of 'matches' compiles to more than \(CELLimits.patternProgram) instructions")
    }
    if let error = handle.error {
      throw CELError("pattern of 'matches' is not right: \(error)", hint: "patterns are in RE2's syntax")
    }
    self.handle = handle
  }

  /// Whether the pattern stands anywhere in a text.
  func matches(_ text: String) -> Bool { handle.matches(text) }

  /// Whether the pattern stands anywhere in a text given by its bytes.
  func matches(_ text: ArraySlice<UInt8>) -> Bool { unsafe text.withUnsafeBufferPointer { unsafe handle.matches($0) } }

  func matches(_ value: CELValue, at offset: Int) throws(CELError) -> CELValue {
    guard case .string(let text) = value else { throw CELError.noOverload("matches", [value]).located(at: offset) }
    return .bool(matches(text))
  }
}

/// Owns a compiled pattern; RE2 allows matching from several threads at once.
@safe private struct PatternHandle: ~Copyable, @unchecked Sendable {
  private let pointer: OpaquePointer

  init(_ pattern: String) {
    var pattern = pattern
    unsafe pointer = pattern.withUTF8 { bytes in
      unsafe vouch_re2_compile(bytes.baseAddress, bytes.count)
    }
  }

  deinit { unsafe vouch_re2_free(pointer) }

  /// Why the pattern is not right, or nil.
  var error: String? {
    guard let text = unsafe vouch_re2_error(pointer) else { return nil }
    return unsafe String(cString: text)
  }

  /// Whether RE2 gave up compiling for want of memory.
  var isTooLarge: Bool { unsafe vouch_re2_is_too_large(pointer) }

  var programSize: Int { unsafe Int(vouch_re2_program_size(pointer)) }

  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in unsafe matches(bytes) }
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe vouch_re2_matches(pointer, text.baseAddress, text.count)
  }
}
