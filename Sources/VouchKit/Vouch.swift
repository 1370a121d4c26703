@_exported public import AuditModel
@_exported public import Bytes
@_exported public import Diagnostics
@_exported public import DocumentModel
@_exported public import Rows

/// The program as a library: each verb is a function.
public enum Vouch {
  /// The version of the program; the only place where it stands.
  public static let version = "0.1.0"
}

/// What every verb that runs a definition takes.
public struct RunOptions: Sendable {
  /// The definition's path.
  public let definition: String
  /// Judge as of this day instead of the definition's.
  public let asOf: Day?
  /// Chunks parsed at a time; nil for the processors of the machine. No result depends on it.
  public let jobs: Int?
  /// The folder that holds `templates` and `policies`; nil to look for it beside the program.
  public let share: String?

  public init(definition: String, asOf: Day? = nil, jobs: Int? = nil, share: String? = nil) {
    self.definition = definition
    self.asOf = asOf
    self.jobs = jobs
    self.share = share
  }
}
