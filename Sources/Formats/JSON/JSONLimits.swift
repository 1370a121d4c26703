/// What a JSON text may be.
package struct JSONLimits: Sendable {
  /// The deepest nesting of arrays and objects.
  package let depth: Int
  /// The most members of one object.
  package let members: Int
  /// The most values of the whole text, each of which costs its reader far more than its bytes.
  package let values: Int

  package init(depth: Int = JSONLimits.standardDepth, members: Int = .max, values: Int = .max) {
    self.depth = depth
    self.members = members
    self.values = values
  }

  package static let standardDepth = 128
  package static let standard = JSONLimits()

  /// What a record of an export may be.
  package static let record = JSONLimits(members: 1 << 16)
  /// A record longer than this many bytes is checked before anything is kept of it.
  static let longRecord = 1 << 20

  /// Integers up to 2⁵³ in magnitude are the same in every reader of JSON.
  package static let exactInteger: Int64 = 1 << 53
}
