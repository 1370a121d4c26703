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
    return ReportMaterial(
      catalogue: catalogue, titles: titles(catalogue, inputs, &problems), requests: requests, earlier: earlier)
  }

  /// The titles of the criteria that ship whole, and of the requirements that policies cite.
  private static func titles(
    _ catalogue: [CatalogueEntry], _ inputs: PackInputs, _ problems: inout [Diagnostic]
  ) -> CriterionTitles {
    let cited = inputs.design.templates.filter { $0.label == Catalogue.requirements }.flatMap { input in
      rows(input, columns: ["framework", "version", "id", "title"], &problems).map { row in
        (Criterion(framework: row[0], version: row[1], id: row[2]), row[3])
      }
    }
    let whole = catalogue.map { entry in
      (Criterion(framework: entry.framework, version: Catalogue.version, id: entry.id), entry.title)
    }
    return CriterionTitles(whole + cited)
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
  static let version = "2017"
  /// Requirements of other frameworks, as far as policies cite them: no list to judge coverage by.
  static let requirements = "requirements.csv"

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
