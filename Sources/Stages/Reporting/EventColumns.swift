import AuditModel
import Rows

/// The schema that every batch of events has.
enum EventColumns {
  static let schema = DatasetKinds.events.schema
}
