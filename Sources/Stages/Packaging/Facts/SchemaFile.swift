package import AuditModel
package import Diagnostics
import JSON
import Rows

/// `definition/schema-KIND.json`: the columns that a dataset was read into.
package enum SchemaFile {
  package static func name(_ kind: DatasetKind) -> String { "definition/schema-\(kind.name).json" }

  /// The file's bytes, canonical JSON.
  package static func bytes(_ kind: DatasetKind) throws(Diagnostic) -> [UInt8] {
    let fields = kind.schema.fields.map { field in
      JSONValue.members([
        ("name", .string(field.name)), ("type", .string(field.type.rawValue)), ("required", .bool(field.required)),
      ])
    }
    return try CanonicalJSON.write(
      .members([
        ("kind", .string(kind.name)), ("period", .string(kind.selection.word)),
        ("time", .optional(kind.selection.time)), ("fields", .array(fields)),
      ]))
  }
}
