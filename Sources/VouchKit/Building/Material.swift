import AuditModel
import Bytes
import CSV
import Diagnostics
import Packaging
import Rows

/// Reads what reports need beside the facts.
enum Material {
  static func read(_ inputs: PackInputs, _ problems: inout [Diagnostic]) -> ReportMaterial {
    let catalogue = inputs.design.templates.filter { $0.label == Catalogue.file }.flatMap { input in
      rows(input, columns: ["id", "title"], &problems).map { row in
        CatalogueEntry(
          framework: Catalogue.framework, category: Catalogue.category(of: row[0]), id: row[0], title: row[1])
      }
    }
    let requests = inputs.attachments(.requests).first.map { input in
      rows(input, columns: ["id", "request", "answers"], &problems).map { row in
        AuditRequest(
          id: row[0], request: row[1], answers: row[2].split(separator: ";").map { $0.filter { $0 != " " } })
      }
    }
    let earlier = inputs.attachments(.history).flatMap { input in
      do throws(Diagnostic) {
        return try PeriodsFile.periods(input.bytes, name: input.label)
      } catch {
        problems.append(error)
        return []
      }
    }
    return ReportMaterial(catalogue: catalogue, requests: requests, earlier: earlier)
  }

  /// The named columns of a small CSV file, in the order asked for.
  private static func rows(_ input: Input, columns: [String], _ problems: inout [Diagnostic]) -> [[String]] {
    do throws(Diagnostic) {
      return try SmallTable(input.bytes, name: input.label).columns(columns)
    } catch {
      problems.append(error)
      return []
    }
  }
}

/// The criteria that ship: which framework they are of, and the category of each.
enum Catalogue {
  static let file = "tsc2017.csv"
  static let framework = "soc2"

  /// The letters before the number say the category.
  static func category(of id: String) -> String {
    switch id.prefix(while: \.isLetter) {
    case "CC": "security"
    case "A": "availability"
    case "C": "confidentiality"
    case "PI": "processing_integrity"
    case "P": "privacy"
    default: "other"
    }
  }
}
