/// Numbers of a zip header; the caller has made sure that the header lies within the bytes.
extension [UInt8] {
  func word16(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }
  func word32(_ at: Int) -> UInt32 { UInt32(word16(at)) | UInt32(word16(at + 2)) << 16 }

  /// Whether `count` bytes lie at `offset`; never overflows.
  func holds(_ count: Int, at offset: Int) -> Bool { offset >= 0 && count >= 0 && offset <= self.count - count }
}
