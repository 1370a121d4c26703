/// Something that a reader should know and that is no exception of a gate.
public struct Finding: Hashable, Sendable {
  /// A word for its sort: `rejected_records`, `completeness_not_shown` …
  public let code: String
  /// The source, gate or file that it is about.
  public let subject: String
  public let message: String
  /// The file of the pack that shows it record by record: `exhibits/EX-014.csv`.
  public let exhibit: String?

  public init(code: String, subject: String, message: String, exhibit: String? = nil) {
    self.code = code
    self.subject = subject
    self.message = message
    self.exhibit = exhibit
  }
}
