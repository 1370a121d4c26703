/// What stands between the fields of a record.
package enum CSVDelimiter {
  package static let comma: UInt8 = 0x2C
  package static let semicolon: UInt8 = 0x3B
  package static let tab: UInt8 = 0x09

  /// Traps on what could never delimit.
  static func check(_ delimiter: UInt8) {
    precondition(
      delimiter < 0x80 && ![0x00, 0x0A, 0x0D, 0x22].contains(delimiter), "a delimiter is an ASCII character of its own")
  }
}
