extension PackDiffOutcome {
  /// A page that stands alone: no script, nothing loaded.
  public var html: String {
    let rows = differences.map { difference in
      "<tr><td>\(difference.subject.rawValue)</td><th scope=\"row\">\(escaped(difference.id))</th><td>\(escaped(difference.field))</td>"
        + "<td>\(escaped(difference.old))</td><td>\(escaped(difference.new))</td>"
        + "<td>\(difference.causes.map(\.rawValue).joined(separator: ", "))</td></tr>"
    }
    let inputs = causes.map {
      "<dt>\($0.cause.rawValue)</dt><dd>\($0.what.map(escaped).joined(separator: "<br>"))</dd>"
    }
    let verdict = isSame ? "The two packs are the same." : "\(differences.count) differences."
    return """
      <!DOCTYPE html>
      <html lang="en-GB">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Differences between two packs</title>
      <style>
      body { font: 1rem/1.5 sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
      table { border-collapse: collapse; width: 100%; }
      th, td { border-bottom: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
      thead th, .date { overflow-wrap: normal; white-space: nowrap; }
      caption { text-align: left; padding: .3rem .5rem; }
      dt { font-weight: bold; }
      code { overflow-wrap: anywhere; }
      </style>
      </head>
      <body>
      <main>
      <h1>Differences between two packs</h1>
      <p>\(verdict)</p>
      <table>
      <caption>The packs</caption>
      <thead><tr><th scope="col">Side</th><th scope="col">Pack</th><th scope="col">Period</th><th scope="col">As of</th><th scope="col">Pack digest</th></tr></thead>
      <tbody>
      \(side("old", old))
      \(side("new", new))
      </tbody>
      </table>
      \(inputs.isEmpty ? "" : "<h2>What went in differently</h2>\n<dl>\n\(inputs.joined(separator: "\n"))\n</dl>\n")<h2>What the packs say differently</h2>
      \(rows.isEmpty ? "<p>Nothing.</p>" : table(rows))
      </main>
      </body>
      </html>

      """
  }

  private func table(_ rows: [String]) -> String {
    let head = ["Of", "Id", "What", "Old", "New", "Cause"].map { "<th scope=\"col\">\($0)</th>" }.joined()
    return
      "<table>\n<caption>Each with the causes that can have brought it about</caption>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n"
      + rows.joined(separator: "\n") + "\n</tbody>\n</table>"
  }

  private func side(_ word: String, _ side: Side) -> String {
    "<tr><th scope=\"row\">\(word)</th><td>\(escaped(side.name))</td><td class=\"date\">\(escaped(side.period))</td><td class=\"date\">\(escaped(side.asOf))</td>"
      + "<td><code>\(side.packDigest)</code></td></tr>"
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for character in Diagnostic.safe(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
