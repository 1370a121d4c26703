import Diagnostics

/// The names of the columns.
enum CSVHeader {
  /// Names are unique, unless they may repeat; empty ones always may, since nobody can ask for them.
  static func names(
    _ line: [UInt8], delimiter: UInt8, mayRepeat: Bool, at place: Location
  ) throws(Diagnostic) -> [String] {
    var reader = CSVRecordReader(delimiter: delimiter)
    var names: [String] = []
    let reason = unsafe line.withUnsafeBufferPointer { bytes in
      let reason = unsafe reader.read(bytes)
      if reason == nil {
        names = (0..<reader.fieldCount).map { unsafe String(decoding: reader.field($0), as: UTF8.self) }
      }
      return reason
    }
    if let reason { throw Diagnostic("header cannot be read: \(reason)", at: place) }
    var seen: Set<[UInt8]> = []
    for name in names where !mayRepeat && !name.isEmpty && !seen.insert(Array(name.utf8)).inserted {
      throw Diagnostic("column '\(name)' occurs twice in the header", at: place, hint: "rename one of them")
    }
    return names
  }
}
