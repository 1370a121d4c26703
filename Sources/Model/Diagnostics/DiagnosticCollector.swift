/// Gathers the diagnostics of one stage, so that an author sees all of them at once.
///
/// A reference, because the readers of a file's parts share one; it is never sent between tasks.
public final class DiagnosticCollector {
  public private(set) var all: [Diagnostic] = []

  public init() {}

  public func report(_ diagnostic: Diagnostic) { all.append(diagnostic) }

  public func error(_ message: String, at location: Location? = nil, hint: String? = nil) {
    report(Diagnostic(message, at: location, hint: hint))
  }

  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// Throws what was gathered if any of it is an error.
  public func throwIfErrors() throws(Diagnostics) {
    if hasErrors { throw Diagnostics(all) }
  }

  /// The result of `body`, or nil with its diagnostic gathered.
  public func catching<T>(_ body: () throws(Diagnostic) -> T) -> T? {
    do { return try body() } catch {
      report(error)
      return nil
    }
  }
}
