/// What a JSON text may be.
package struct JSONLimits: Sendable {
  /// The deepest nesting of arrays and objects.
  package let depth: Int

  package init(depth: Int = JSONLimits.standardDepth) { self.depth = depth }

  package static let standardDepth = 128
  package static let standard = JSONLimits()

  /// Integers up to 2⁵³ in magnitude are the same in every reader of JSON.
  package static let exactInteger: Int64 = 1 << 53
}
