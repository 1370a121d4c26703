import Bytes

/// What is read beside the policies: waivers, management's responses, and the register of citations.
struct PolicySupplements: Sendable {
  /// Each under the definition's path.
  var waivers: Input?
  var responses: Input?
  /// `policies/citations.yaml` of the installation.
  var citations: Input?

  static let citationsName = "policies/citations.yaml"

  /// The files under the names that a manifest gives them.
  var named: [(name: String, input: Input)] {
    [("waivers", waivers), ("responses", responses), ("citations", citations)].compactMap { name, input in
      input.map { (name, $0) }
    }
  }
}
