/// What a piece of text is set as; each role has a face of its own.
package enum FaceRole: UInt8, CaseIterable, Sendable {
  case text, strong, emphasis, code
}

/// What decides how a word is shaped, apart from its size.
package struct WordStyle: Hashable, Sendable {
  package let role: FaceRole
  /// Figures of one width, for numbers that stand under each other.
  package let tabularFigures: Bool
  package let rightToLeft: Bool

  package init(_ role: FaceRole, tabularFigures: Bool = false, rightToLeft: Bool = false) {
    self.role = role
    self.tabularFigures = tabularFigures
    self.rightToLeft = rightToLeft
  }

  /// The features for the role's own face.
  ///
  /// Contextual alternates and ligatures stay off: a record's `->` or `!=` must not be shown as another character.
  /// The fallback faces keep theirs, since their scripts need them.
  var features: [FontFeature] {
    var features = [FontFeature("calt", 0)]
    if role == .code { features.append(FontFeature("liga", 0)) }
    if tabularFigures { features.append(FontFeature("tnum", 1)) }
    return features
  }
}
