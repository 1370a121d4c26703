import Bytes
import CEL
import Diagnostics
import TimeZones

/// What computing an expression came to.
public enum ExpressionOutcome: Sendable {
  /// The value as JSON.
  case value(String)
  /// What is wrong with the expression, at its places in it.
  case errors([Diagnostic])
}

extension Vouch {
  /// Computes an expression of the Common Expression Language.
  ///
  /// `variables` is a JSON file with an object: each member a variable, in plain JSON or in the tagged form of the
  /// conformance cases (`{"int": "1"}`). With `tagged` the value is printed in that form. Throws if the file cannot be read.
  public static func evaluate(
    expression: String, variables path: String?, tagged: Bool
  ) throws(Diagnostics) -> ExpressionOutcome {
    do throws(Diagnostic) {
      let variables = try path.map { path throws(Diagnostic) in try readVariables(path) } ?? []
      return outcome(expression, variables, tagged: tagged)
    } catch { throw Diagnostics(error) }
  }

  private static func outcome(
    _ expression: String, _ variables: [(name: String, value: CELValue)], tagged: Bool
  ) -> ExpressionOutcome {
    let environment = CELEnvironment(
      variables: variables.map { CELEnvironment.Variable($0.name, .dyn) }, zones: zones)
    let values = Dictionary(variables.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    do throws(CELErrors) {
      let program = try CELProgram(expression, environment)
      do throws(CELError) {
        let value = try program.evaluate(values)
        return .value(tagged ? CELText.tagged(value) : CELText.json(value))
      } catch { throw CELErrors([error]) }
    } catch {
      return .errors(error.all.map { $0.diagnostic(in: expression, named: "expression") })
    }
  }

  private static func readVariables(_ path: String) throws(Diagnostic) -> [(name: String, value: CELValue)] {
    let bytes = try FileSource(name: path, path: path).readAll(limit: Limits.configuration)
    do throws(CELError) { return try CELText.variables(String(decoding: bytes, as: UTF8.self)) } catch {
      throw Diagnostic(
        "the variables cannot be read: \(error.message)", at: Location(file: path),
        hint: "write a JSON object: {\"name\": value, …}")
    }
  }

  /// Zones of this machine's database, UTC, and offsets.
  private static let zones: CELEnvironment.Zones = { name in
    if let fixed = TimeZoneRules(fixed: name) { return fixed }
    guard let file = ZoneFiles.load(name, DiagnosticCollector()) else { return nil }
    return try? TimeZoneRules(tzif: file.bytes, name: name)
  }
}
