/// Something that a reader expects beside a pack: a file that was taken away leaves no trace in the pack itself.
///
/// A key and a reviewer's key expect their own; these are what an authority stands behind.
package enum ExpectedSeal: String, Sendable, CaseIterable {
  case timestamp
  /// A certificate's signature.
  case cms

  var words: String {
    switch self {
    case .timestamp: "a timestamp"
    case .cms: "a certificate's signature"
    }
  }
}
