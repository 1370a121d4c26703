/// How far a compressed input may expand.
package struct GzipLimits: Sendable {
  /// The most bytes that one input may expand to.
  package let expanded: Int
  /// The most bytes that one compressed byte may stand for, looked at once `ratioFloor` bytes have come out. Logs reach
  /// 10 to 60; deflate cannot exceed 1032.
  package let ratio: Int
  package let ratioFloor: Int

  package init(expanded: Int = 1 << 38, ratio: Int = 500, ratioFloor: Int = 64 << 20) {
    self.expanded = expanded
    self.ratio = ratio
    self.ratioFloor = ratioFloor
  }

  package static let standard = GzipLimits()
}
