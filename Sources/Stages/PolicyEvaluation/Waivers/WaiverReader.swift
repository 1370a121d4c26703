import AuditModel
import Diagnostics
import Rows
import YAML

/// Reads `waivers.yaml` and `responses.yaml`.
enum WaiverReader {
  static func waivers(_ file: YAMLFile, gates: [Gate], _ collector: DiagnosticCollector) -> [Waiver] {
    let root = YAMLMapping(file.root, of: file, what: "waivers file", collector)
    defer { root.finish() }
    guard root.required("waivers") != nil else { return [] }
    var ids: Set<[UInt8]> = []
    return root.mappings("waivers", what: "waiver").compactMap { map in
      guard let waiver = waiver(map, gates) else { return nil }
      if !ids.insert(Array(waiver.id.utf8)).inserted {
        map.error("waiver '\(waiver.id)' is there twice", atKey: "id", hint: "give one of them another id")
      }
      return waiver
    }
  }

  private static func waiver(_ map: YAMLMapping, _ gates: [Gate]) -> Waiver? {
    defer { map.finish() }
    let (id, gate) = (map.string("id"), map.string("gate"))
    let scope = map.strings("scope")
    let (reason, compensating) = (map.string("reason"), map.string("compensating_control"))
    let monitoring = map.string("monitoring_plan")
    let (owner, approver) = (map.string("owner"), map.string("approver"))
    let role = map.optionalString("approver_role")
    let approved = map.required("approved_on") == nil ? nil : map.optionalDay("approved_on")
    let expires = map.required("expires_on") == nil ? nil : map.optionalDay("expires_on")
    if let owner, let approver, PersonName.areOne(owner, approver) {
      map.error("the approver is the owner", atKey: "approver", hint: "a waiver is approved by somebody else")
    }
    if let approved, let expires, expires < approved {
      map.error("the waiver expires before it is approved", atKey: "expires_on")
    }
    if let gate, let known = gates.first(where: { $0.id == gate }), known.severity == .error, role != "executive" {
      map.error(
        "a waiver of a gate of severity error needs an executive's approval",
        atKey: map.has("approver_role") ? "approver_role" : "approver",
        hint: "add 'approver_role: executive' if the approver is one")
    }
    guard let id, let gate, let reason, let compensating, let monitoring, let owner, let approver, let approved,
      let expires
    else { return nil }
    return Waiver(
      id: id, gate: gate, scope: scope, reason: reason, compensatingControl: compensating, monitoringPlan: monitoring,
      owner: owner, approver: approver, approverRole: role, approvedOn: approved, expiresOn: expires)
  }

  static func responses(_ file: YAMLFile, gates: [Gate], _ collector: DiagnosticCollector) -> [Response] {
    let root = YAMLMapping(file.root, of: file, what: "responses file", collector)
    defer { root.finish() }
    guard root.required("responses") != nil else { return [] }
    return root.mappings("responses", what: "response").compactMap { map in
      defer { map.finish() }
      let (gate, exception) = (map.string("gate"), map.optionalString("exception"))
      let (cause, response) = (map.string("cause"), map.string("response"))
      let owner = map.string("owner")
      let due = map.optionalDay("due")
      let status = map.choice("status", among: Response.Status.self)
      guard let gate, let cause, let response, let owner, let status else { return nil }
      return Response(
        gate: gate, exception: exception, cause: cause, response: response, owner: owner, due: due, status: status)
    }
  }
}
