import Foundation
import TestSupport

/// Mistakes in a definition or a policy.
enum BadDefinitions {
  static let ofDefinitions: [BadInput] = [
    .edit(
      "unknown key", "pack.yaml", "prepared_by:", "preprared_by:",
      says: "pack.yaml:7:1: error: unknown key 'preprared_by'", hint: "did you mean 'prepared_by'?"),
    .edit(
      "unknown key of a source", "pack.yaml", "unique: id", "uniqe: id",
      says: "pack.yaml:14:5: error: unknown key 'uniqe'", hint: "did you mean 'unique'?"),
    .edit(
      "unknown key of an extraction", "pack.yaml", "extracted_by:", "extracted_from:", says: "pack.yaml:15:",
      hint: "did you mean"),
    .edit(
      "missing key", "pack.yaml", "organization: Harbour Office\n", "",
      says: "pack.yaml:2:1: error: definition has no 'organization'", hint: "add 'organization: …'"),
    .edit(
      "duplicate key", "pack.yaml", "as_of:", "title: again\nas_of:",
      says: "pack.yaml:6:1: error: duplicate key 'title'", hint: "line 3"),
    .edit(
      "list for a text", "pack.yaml", "title: Access", "title: [Access]\nrevision: Access",
      says: "pack.yaml:3:8: error: ", hint: nil),
    .edit(
      "text for a mapping", "pack.yaml", "extraction: {system: Directory, expected_records: 4}",
      "extraction: Directory", says: "pack.yaml:20:17: error: ", hint: nil),
    .edit(
      "text for a number", "pack.yaml", "expected_records: 4", "expected_records: many",
      says: "pack.yaml:20:55: error: ", hint: nil),
    .edit(
      "negative number", "pack.yaml", "expected_records: 4", "expected_records: -4",
      says: "pack.yaml:20:55: error: 'expected_records' is negative", hint: nil),
    .edit(
      "mapping that is not closed", "pack.yaml", "kind: incidents}", "kind: incidents", says: "pack.yaml:2", hint: nil),
    .edit("tabulator as indentation", "pack.yaml", "  audit:", "\taudit:", says: "pack.yaml:11:1: error: ", hint: nil),
    .edit(
      "unknown kind", "pack.yaml", "kind: changes", "kind: change",
      says: "pack.yaml:21:46: error: unknown kind 'change'", hint: "did you mean 'changes'?"),
    .edit(
      "unknown section", "pack.yaml", "[decisions, exceptions]", "[decisions, exeptions]",
      says: "pack.yaml:30:27: error: unknown section 'exeptions'", hint: "did you mean 'exceptions'?"),
    .edit(
      "unknown format of a document", "pack.yaml", "[html, pdf]", "[html, docx]",
      says: "pack.yaml:31:21: error: unknown format 'docx'", hint: "pdf"),
    .edit(
      "unknown type of document", "pack.yaml", "type: evidence", "type: evidense", says: "pack.yaml:29:11: error: ",
      hint: "evidence"),
    .edit(
      "unknown field of a kind", "pack.yaml", "actor: user.email", "aktor: user.email",
      says: "pack.yaml:16:14: error: kind 'events' has no field 'aktor'", hint: "did you mean 'actor'?"),
    .edit(
      "path that is none", "pack.yaml", "actor: user.email", "actor: user..email",
      says: "pack.yaml:16:21: error: not a path into a record", hint: "userIdentity.arn"),
    .edit(
      "expression that cannot be read", "pack.yaml", "actor: user.email", #"actor: "record.user ++ 1""#,
      says: "pack.yaml:16:35: error: expected a value, found '+'", hint: "record.name"),
    .edit(
      "expression on an unknown name", "pack.yaml", "actor: user.email", #"actor: "recrd.user == 1""#,
      says: "pack.yaml:16:22: error: unknown name 'recrd'", hint: "did you mean 'record'?"),
    .edit(
      "field of two origins", "pack.yaml", "actor: user.email", #"actor: {path: a, value: b}"#,
      says: "pack.yaml:16:21: error: a field is one of 'path', 'any', 'cel' and 'value'", hint: nil),
    .edit(
      "time format that is none", "pack.yaml", "actor: user.email", #"actor: {path: a, time: epoch}"#,
      says: "pack.yaml:16:37: error: 'epoch' is no time format", hint: "epoch_ms"),
    .edit(
      "pattern without a zone", "pack.yaml", "actor: user.email", #"actor: {path: a, time: {pattern: yyyy-MM-dd}}"#,
      says: "pack.yaml:16:47: error: 'yyyy-MM-dd' has no offset, so the zone of its times must be declared",
      hint: "docs/sources.md"),
    .edit(
      "unknown preset", "pack.yaml", "unique: id", "unique: id\n    preset: github-adit",
      says: "pack.yaml:15:13: error: unknown preset 'github-adit'", hint: "did you mean 'github-audit'?"),
    .edit(
      "tolerance beyond all records", "pack.yaml", "unique: id", "unique: id\n    tolerate: {rejected: 200%}",
      says: "pack.yaml:15:26: error: '200%' is no share of the records", hint: "0.1%"),
    .edit(
      "headerless export without columns", "pack.yaml", "unique: id", "unique: id\n    csv: {header: false}",
      says: "pack.yaml:15:10: error: an export without a header needs 'columns'", hint: "columns"),
    .edit(
      "explosion of nothing", "pack.yaml", "unique: id", "unique: id\n    explode: a[]b",
      says: "pack.yaml:15:14: error: 'a[]b' names no list of records", hint: "Records[]"),
    .edit(
      "hash of its own line", "pack.yaml", "unique: id",
      "unique: id\n    hash_chain: {previous: p, hash: h, over: line}",
      says: "pack.yaml:15:46: error: a record cannot hold the hash of its own line", hint: "canonical"),
    .edit(
      "as-of date before the end", "pack.yaml", "2025-03-03", "2025-02-27",
      says: "pack.yaml:6:8: error: 'as_of' is before the period's end", hint: "once its period is over"),
    .edit(
      "day that does not exist", "pack.yaml", "2025-03-03", "2025-02-29", says: "pack.yaml:6:8: error: ",
      hint: "YYYY-MM-DD"),
    .edit(
      "period that is none", "pack.yaml", "period: 2025-02", "period: 2025-13",
      says: "pack.yaml:5:9: error: '2025-13' is no period", hint: "2024-01"),
    .edit(
      "period that ends before it starts", "pack.yaml", "period: 2025-02",
      "period: {start: 2025-02-02, end: 2025-02-01}", says: "pack.yaml:5:34: error: period ends before it starts",
      hint: nil),
    .edit(
      "time zone that is none", "pack.yaml", "as_of:", "calendar: {zone: Europe/Bielefeld}\nas_of:",
      says: "pack.yaml:6:18: error: no time zone 'Europe/Bielefeld'", hint: "Europe/Berlin"),
    .edit(
      "time zone that leads elsewhere", "pack.yaml", "as_of:", "calendar: {zone: ../../../etc/passwd}\nas_of:",
      says: "pack.yaml:6:18: error: '../../../etc/passwd' is no time zone", hint: "Europe/Berlin"),
    .edit(
      "reviewer who prepared it", "pack.yaml", "Tom Asare", "ines  DUARTE",
      says: "pack.yaml:8:14: error: the reviewer is the preparer", hint: "someone else"),
    .edit(
      "pack name that leads elsewhere", "pack.yaml", "pack: harbour-2025-02", "pack: ../elsewhere",
      says: "pack.yaml:2:7: error: pack name '../elsewhere'", hint: "letters, digits"),
    .edit(
      "absolute path of an export", "pack.yaml", "path: exports/users.csv", "path: /etc/passwd",
      says: "pack.yaml:18:11: error: '/etc/passwd' is an absolute path", hint: "relative to the definition"),
    .edit(
      "absolute path of a policy", "pack.yaml", "[policy.yaml]", "[/etc/policy.yaml]",
      says: "pack.yaml:25:12: error: '/etc/policy.yaml' is an absolute path", hint: "relative to the definition"),
    .edit(
      "two policies of one name", "pack.yaml", "[policy.yaml]", "[policy.yaml, exports/../policy.yaml]",
      says: "pack.yaml:25:25: error: two policies are called 'policy.yaml'", hint: "rename"),
    .edit(
      "format that no name tells", "pack.yaml", "path: exports/metrics.csv", "path: exports/metrics.tsv",
      says: "pack.yaml:23:19: error: cannot tell the format of 'exports/metrics.tsv'", hint: "format: jsonl"),
    .edit(
      "document without a file name", "pack.yaml", "name: Access Report", "name: …", says: "pack.yaml:28:11: error: ",
      hint: "letters and digits"),
    .edit(
      "no sources", "pack.yaml", "sources:", "kinds:", says: "pack.yaml:2:1: error: definition has no 'sources'",
      hint: "export"),
    .write("empty definition", "pack.yaml", [], says: "pack.yaml", hint: nil),
    .write(
      "definition that is a list", "pack.yaml", Array("- a\n- b\n".utf8), says: "pack.yaml:1:1: error: ", hint: nil),
    .write(
      "two documents in one file", "pack.yaml", Array("a: 1\n---\nb: 2\n".utf8), says: "pack.yaml:2:1: error: ",
      hint: nil),
    .write(
      "bytes that are no UTF-8", "pack.yaml", Array("pack: a\ntitle: ".utf8) + [0xFF, 0xFE, 0x0A], says: "pack.yaml:2",
      hint: nil),
    .write(
      "NUL in a definition", "pack.yaml", Array("pack: a\ntitle: a".utf8) + [0, 0x0A], says: "pack.yaml:2", hint: nil),
    .write(
      "nesting a thousand deep", "pack.yaml", Array(("pack: " + String(repeating: "[", count: 1000)).utf8),
      says: "pack.yaml:1:", hint: nil),
    .write(
      "nesting a hundred thousand deep", "pack.yaml", Array(("pack: " + String(repeating: "[", count: 100_000)).utf8),
      says: "pack.yaml:1:", hint: nil),
    .write(
      "references that multiply", "pack.yaml", Array("a: &a [x, x]\nb: &b [*a, *a]\npack: [*b, *b]\n".utf8),
      says: "pack.yaml:1:", hint: nil),
    BadInput("definition that is a folder", says: "pack.yaml: error: 'pack.yaml' is a folder", hint: "name a file") {
      try $0.replace("pack.yaml", byShell: "mkdir \"$1\"")
    },
    BadInput("definition larger than any", says: "pack.yaml: error: file is larger than", hint: nil) {
      try $0.replace("pack.yaml", byShell: "truncate -s 64M \"$1\"")
    },
  ]

  static let ofCompanions: [BadInput] = [
    .edit(
      "waivers that are not there", "pack.yaml", "sources:", "waivers: waivers.yaml\nsources:",
      says: "pack.yaml:10:10: error: no file 'waivers.yaml'", hint: "relative to the definition"),
    .edit(
      "responses that are not there", "pack.yaml", "sources:", "responses: responses.yaml\nsources:",
      says: "pack.yaml:10:12: error: no file 'responses.yaml'", hint: "relative to the definition"),
    .edit(
      "absolute path of waivers", "pack.yaml", "sources:", "waivers: /etc/passwd\nsources:",
      says: "pack.yaml:10:10: error: '/etc/passwd' is an absolute path", hint: "relative to the definition"),
    .edit(
      "narrative that is not there", "pack.yaml", "documents:\n",
      "documents:\n  - {name: About, type: narrative, source: about.md}\n",
      says: "pack.yaml:28:44: error: no file 'about.md'", hint: "relative to the definition"),
    .edit(
      "absolute path of a narrative", "pack.yaml", "documents:\n",
      "documents:\n  - {name: About, type: narrative, source: /etc/passwd}\n",
      says: "pack.yaml:28:44: error: '/etc/passwd' is an absolute path", hint: "relative to the definition"),
    BadInput("waivers that are no mapping", says: "waivers.yaml:1:1: error: ", hint: nil) {
      try $0.edit("pack.yaml", "sources:", "waivers: waivers.yaml\nsources:")
      try $0.write("waivers.yaml", "expired\n")
    },
  ]

  static let ofPolicies: [BadInput] = [
    .edit(
      "policy that is not there", "pack.yaml", "[policy.yaml]", "[polices.yaml]",
      says: "pack.yaml:25:12: error: no file 'polices.yaml'", hint: "relative to the definition"),
    .edit(
      "unknown key of a gate", "policy.yaml", "threshold: 99.5", "treshold: 99.5",
      says: "policy.yaml:41:5: error: unknown key 'treshold'", hint: "did you mean 'threshold'?"),
    .edit(
      "unknown key of a control", "policy.yaml", "{id: H-1, title:", "{id: H-1, titel: x, title:",
      says: "policy.yaml:7:15: error: unknown key 'titel'", hint: "did you mean 'title'?"),
    .edit(
      "unknown comparison", "policy.yaml", "comparison: less_than", "comparison: less_then",
      says: "policy.yaml:45:17: error: ", hint: "did you mean 'less_than'?"),
    .edit(
      "unknown severity", "policy.yaml", "severity: info", "severity: information", says: "policy.yaml:43:15: error: ",
      hint: "info"),
    .edit(
      "threshold that is no number", "policy.yaml", "threshold: 300", "threshold: fast",
      says: "policy.yaml:46:16: error: ", hint: nil),
    .edit(
      "gate of no kind", "policy.yaml", "    metric: latency_p95\n", "",
      says: "policy.yaml:42:5: error: gate has no kind", hint: "metric"),
    .edit(
      "gate of two kinds", "policy.yaml", "metric: latency_p95", "metric: latency_p95\n    records: users",
      says: "policy.yaml:42:5: error: gate has two kinds: ", hint: nil),
    .edit(
      "two gates of one id", "policy.yaml", "name: Latency", "name: availability",
      says: "policy.yaml:42:5: error: gate id 'availability' is used twice", hint: nil),
    .edit(
      "unknown control", "policy.yaml", "controls: [H-2]", "controls: [H-3]",
      says: "policy.yaml:24:16: error: no policy declares control 'H-3'", hint: "did you mean 'H-"),
    .edit(
      "unknown dataset", "policy.yaml", "records: backups", "records: backup", says: "policy.yaml:35:14: error: ",
      hint: "did you mean 'backups'?"),
    .edit(
      "expression that does not parse", "policy.yaml", "expect: record.root_cause != null",
      "expect: record.root_cause != = null", says: "policy.yaml:32:34: error: ", hint: nil),
    .edit(
      "unknown field in an expression", "policy.yaml", "record.root_cause", "record.rootcause",
      says: "policy.yaml:32:20: error: ", hint: "did you mean 'root_cause'?"),
    .edit(
      "unknown name in an expression", "policy.yaml", "expect: record.root_cause != null",
      "expect: recrod.root_cause != null", says: "policy.yaml:32:13: error: ", hint: "did you mean 'record'?"),
    .edit(
      "expression of another type", "policy.yaml", "expect: record.root_cause != null", "expect: size(record.timeline)",
      says: "policy.yaml:32:13: error: ", hint: nil),
    .edit(
      "unknown field behind a folded line", "policy.yaml", "expect: record.root_cause != null",
      "expect: >-\n      record.id != null\n      && record.rootcause != null", says: "policy.yaml:34:17: error: ",
      hint: "did you mean 'root_cause'?"),
    .edit(
      "unknown function", "policy.yaml", "record.type.startsWith", "record.type.beginsWith",
      says: "policy.yaml:21:24: error: ", hint: nil),
    .edit(
      "comparison of a text with a number", "policy.yaml", "record.status == \"success\"", "record.status > 3",
      says: "policy.yaml:36:27: error: ", hint: nil),
    .write("empty policy", "policy.yaml", [], says: "policy.yaml", hint: nil),
    .edit(
      "misspelt kind of a gate", "policy.yaml", "metric: latency_p95", "metirc: latency_p95",
      says: "policy.yaml:42:5: error: gate has no kind", hint: "did you mean 'metric'?"),
    .edit(
      "no records at least", "policy.yaml", "metric: latency_p95", "metric: latency_p95\n    minimum_n: 0",
      says: "policy.yaml:45:16: error: 'minimum_n' must be at least 1", hint: nil),
    .edit(
      "threshold beyond every number", "policy.yaml", "threshold: 300", "threshold: 1e999",
      says: "policy.yaml:46:16: error: '1e999' is no threshold", hint: "write a number"),
    .edit(
      "policy without a name", "policy.yaml", "policy_name: Harbour access and changes\n", "",
      says: "policy.yaml:1:1: error: policy has no 'policy_name'", hint: "policy_name"),
  ]
}
