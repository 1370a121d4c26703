extension CanonicalJSON {
  /// What the strict parser has read, as RFC 8785 writes it; integers beyond 2⁵³ stand as strings of their digits.
  package static func recordPart(_ value: JSONValue) -> [UInt8] {
    var text = JSONText()
    writeRecordPart(value, to: &text)
    return text.bytes
  }
}
