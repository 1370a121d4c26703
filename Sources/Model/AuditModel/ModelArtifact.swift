/// A file that the model was made with: the trained model, a preprocessing pipeline, the code that trained it.
public struct ModelArtifact: Hashable, Sendable {
  public let name: String
  /// Relative to the definition.
  public let path: String
  /// The SHA-256 that the definition states, in lowercase hexadecimal; nil where it states none.
  public let sha256: String?

  public init(name: String, path: String, sha256: String?) {
    self.name = name
    self.path = path
    self.sha256 = sha256
  }
}
