import AuditModel
import CSV
import JSON

/// The control matrix (`matrix/control-matrix.csv`) held against the standings of the controls in decisions.json: a row each,
/// in their order, with the same result.
enum MatrixCheck {
  static let name = "matrix/control-matrix.csv"

  /// What does not fit, in words; nil where all does.
  static func problem(_ bytes: [UInt8], _ decisions: JSONValue) -> String? {
    var lines = CSVLines(bytes)
    let header = lines.next() ?? []
    guard let control = header.firstIndex(of: "Control"), let result = header.firstIndex(of: "Result") else {
      return "has no columns 'Control' and 'Result'"
    }
    for standing in decisions["controls"]?.array ?? [] {
      let id = standing["id"]?.string ?? ""
      guard let row = lines.next(), row.count == header.count, row[control] == cell(id) else {
        return "has no row of control '\(id)' in its place"
      }
      if row[result] != standing["decision"]?.string?.replacing("_", with: " ") {
        return "has another result of control '\(id)' than decisions.json"
      }
    }
    return lines.next() == nil ? nil : "has more rows than decisions.json has controls"
  }

  /// As it is written: what a spreadsheet would take for a formula is guarded.
  private static func cell(_ text: String) -> String? {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append([text])
    var lines = CSVLines(writer.bytes)
    return lines.next()?.first
  }
}
