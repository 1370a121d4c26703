import Foundation
import TestSupport

/// Exports that cannot be read, places that cannot be written to, and templates that are broken.
enum BadExports {
  private static let longName = String(repeating: "a", count: 300) + ".csv"

  static let ofFiles: [BadInput] = [
    BadInput(
      "missing export", says: "pack.yaml:18:11: error: no file 'exports/users.csv'", hint: "relative to the definition"
    ) {
      try FileManager.default.removeItem(at: $0.url("exports/users.csv"))
    },
    .edit(
      "pattern that matches nothing", "pack.yaml", "audit-*.jsonl", "audits-*.jsonl",
      says: "pack.yaml:12:11: error: no file matches 'exports/audits-*.jsonl'", hint: "relative to the definition"),
    .edit(
      "name that is too long", "pack.yaml", "exports/users.csv", "exports/" + longName,
      says: "pack.yaml:18:11: error: cannot open 'exports/aaa", hint: nil),
    .edit(
      "path through a file", "pack.yaml", "exports/users.csv", "exports/users.csv/users.csv",
      says: "pack.yaml:18:11: error: ", hint: nil),
    BadInput(
      "folder for an export", says: "pack.yaml:18:11: error: 'exports/users.csv' is a folder", hint: "name a file"
    ) {
      try $0.replace("exports/users.csv", byShell: "mkdir \"$1\"")
    },
    BadInput(
      "pipe for an export", says: "pack.yaml:18:11: error: 'exports/users.csv' is no regular file", hint: "name a file"
    ) {
      try $0.replace("exports/users.csv", byShell: "mkfifo \"$1\"")
    },
    BadInput(
      "device for an export", says: "pack.yaml:18:11: error: 'exports/users.csv' is no regular file",
      hint: "name a file"
    ) {
      try $0.replace("exports/users.csv", byShell: "ln -s /dev/zero \"$1\"")
    },
    BadInput(
      "link to itself", says: "pack.yaml:18:11: error: 'exports/users.csv' is a link that leads to itself", hint: nil
    ) {
      try $0.replace("exports/users.csv", byShell: "ln -s users.csv \"$1\"")
    },
    BadInput("link to nothing", says: "pack.yaml:18:11: error: no file 'exports/users.csv'", hint: nil) {
      try $0.replace("exports/users.csv", byShell: "ln -s nothing \"$1\"")
    },
    .write(
      "export of no bytes", "exports/users.csv", [], says: "exports/users.csv: error: file has no header",
      hint: "with column names"),
    .write(
      "events of no bytes", "exports/audit-1.jsonl", [], says: "exports/audit-1.jsonl: error: export is empty",
      hint: "export it again"),
    BadInput("compressed export that is cut off", says: "exports/metrics.csv.gz: error: ", hint: nil) { workspace in
      try workspace.edit("pack.yaml", "exports/metrics.csv", "exports/metrics.csv.gz")
      try workspace.replace("exports/metrics.csv.gz", byShell: "gzip -n <exports/metrics.csv | head -c 60 >\"$1\"")
    },
    BadInput("compressed export with a byte changed", says: "exports/metrics.csv.gz: error: ", hint: nil) { workspace in
      try workspace.edit("pack.yaml", "exports/metrics.csv", "exports/metrics.csv.gz")
      try workspace.replace("exports/metrics.csv.gz", byShell: "gzip -n <exports/metrics.csv >\"$1\"")
      var bytes = try workspace.bytes("exports/metrics.csv.gz")
      bytes[bytes.count - 6] ^= 1
      try workspace.write("exports/metrics.csv.gz", bytes)
    },
    BadInput("array that is cut off", says: "exports/incidents.json:", hint: nil) { workspace in
      try workspace.edit("pack.yaml", "exports/incidents.csv", "exports/incidents.json")
      try workspace.write("exports/incidents.json", "[{\"id\":\"I-1\"},\n{\"id\":")
    },
    BadInput("envelope that is not there", says: "exports/incidents.json:", hint: nil) { workspace in
      try workspace.edit(
        "pack.yaml", "{path: exports/incidents.csv,", "{path: exports/incidents.json, explode: Records,")
      try workspace.write("exports/incidents.json", "{\"records\":[]}")
    },
    .edit(
      "table without a required column", "exports/users.csv", "id,email,type,status", "id,mail,type,status",
      says: "exports/users.csv:1: error: export has no column 'email'", hint: "it has 'mail'"),
    .edit(
      "table with a column twice", "exports/users.csv", "id,email,type,status", "id,email,email,status",
      says: "exports/users.csv:1", hint: nil),
  ]

  static let ofOutputs: [BadInput] = [
    BadInput("file for the output folder", says: "error: cannot write ", hint: nil, options: ["-o", "blocked/deeper"]) {
      try $0.write("blocked", "in the way")
    },
    BadInput("folder for the zip", says: "error: cannot write 'out.zip'", hint: nil, options: ["-o", "out.zip"]) {
      try $0.write("out.zip/kept", "in the way")
    },
    BadInput("disk that is full", says: "error: cannot write ", hint: nil, options: ["-o", "/dev/full/out"]) { _ in },
    BadInput("file system that takes no files", says: "error: cannot write ", hint: nil, options: ["-o", "/proc/out"]) {
      _ in
    },
    BadInput(
      "file size that is limited", says: "error: cannot write 'out/harbour-2025-02.zip'", hint: nil,
      prelude: "ulimit -f 16; trap '' XFSZ"
    ) { _ in },
  ]

  static let ofDesigns: [BadInput] = [
    BadInput(
      "template that is missing", says: "error: no template 'page.mustache'", hint: nil, options: ["--share", "share"]
    ) {
      try $0.copyShare()
      try FileManager.default.removeItem(at: $0.url("share/templates/page.mustache"))
    },
    BadInput("template that is not closed", says: "table.mustache:", hint: nil, options: ["--share", "share"]) {
      try $0.copyShare()
      try $0.write("share/templates/table.mustache", "{{#rows}}<tr></tr>\n")
    },
    BadInput("theme with an unknown key", says: "theme.yaml:", hint: nil, options: ["--share", "share"]) {
      try $0.copyShare()
      try $0.edit("share/templates/theme.yaml", "light:", "lihgt:")
    },
    BadInput(
      "theme that pins another font", says: "theme.yaml: error: the font ", hint: "install the fonts",
      options: ["--share", "share"]
    ) {
      try $0.copyShare()
      let theme = try $0.text("share/templates/theme.yaml")
      let pin = theme.range(of: "sha256: \"?[0-9a-f]{64}", options: .regularExpression).map { String(theme[$0]) } ?? ""
      try $0.edit("share/templates/theme.yaml", pin, String(pin.dropLast(8)) + "00000000")
    },
    BadInput(
      "no folder of templates", says: "nowhere/templates/theme.yaml: error: no file", hint: nil,
      options: ["--share", "nowhere"]
    ) { _ in },
  ]
}
