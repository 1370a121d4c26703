/// The most that each sort of small input may hold; more is a diagnostic.
enum Limits {
  /// Definitions and policies.
  static let configuration = 16 << 20
  /// A narrative or a list of requests.
  static let narrative = 4 << 20
  /// The theme and templates.
  static let template = 4 << 20
  /// A font file or collection.
  static let face = 256 << 20
  static let colourProfile = 16 << 20
  /// A key in PEM.
  static let key = 64 << 10
  /// Certificates in PEM.
  static let certificates = 4 << 20
  /// A pack that is read whole.
  static let pack = 4 << 30
}
