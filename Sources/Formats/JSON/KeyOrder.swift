/// The order of an object's keys in RFC 8785: by UTF-16 code units.
enum KeyOrder {
  /// Whether `a` comes before `b`, both valid UTF-8.
  ///
  /// Bytes give the order of code points. The code units differ from it in one case: what lies beyond U+FFFF begins
  /// with a surrogate (D800 to DFFF), and so comes before U+E000 to U+FFFF.
  static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    let common = min(a.count, b.count)
    var index = 0
    while index < common {
      let (one, other) = unsafe (a[index], b[index])
      if one != other {
        if one >= 0xEE, other >= 0xEE, (one >= 0xF0) != (other >= 0xF0) { return one >= 0xF0 }
        return one < other
      }
      index += 1
    }
    return a.count < b.count
  }

  static func precedes(_ a: String, _ b: String) -> Bool {
    var (a, b) = (a, b)
    return a.withUTF8 { one in b.withUTF8 { other in unsafe precedes(one, other) } }
  }
}
