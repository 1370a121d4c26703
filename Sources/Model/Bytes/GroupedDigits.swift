extension BinaryInteger {
  /// The number with a comma before each group of three digits, `20,318`: one style in reports, decisions and terminals.
  ///
  /// ASCII alone, so that a reader can search for what is shown and paste it into a spreadsheet.
  public var grouped: String { (self < 0 ? "-" : "") + grouping(String(magnitude).utf8) }
}

/// Decimal digits with a comma before each group of three.
public func grouping(_ digits: some Collection<UInt8>) -> String {
  var text: [UInt8] = []
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
    text.append(digit)
  }
  return String(decoding: text, as: UTF8.self)
}
