/// What a record must have for something to look at it: one of certain texts in one column.
public struct Anchor: Hashable, Sendable {
  public let column: Int
  /// Codes of the texts, with which the symbols of every chunk begin; ascending.
  public let codes: [UInt32]

  public init(column: Int, codes: some Sequence<UInt32>) {
    self.column = column
    self.codes = Set(codes).sorted()
  }

  /// The anchor of what looks at the records of several; nil if there is none, since one of them has none or they lie in
  /// different columns.
  public static func union(_ anchors: [Anchor?]) -> Anchor? {
    guard let column = anchors.first??.column else { return nil }
    var codes: Set<UInt32> = []
    for anchor in anchors {
      guard let anchor, anchor.column == column else { return nil }
      codes.formUnion(anchor.codes)
    }
    return Anchor(column: column, codes: codes)
  }
}
