import AuditModel

/// How a report names a framework: as its publisher does, with the version, since frameworks are revised.
enum FrameworkName {
  private static let known = [
    "soc2": "SOC 2", "pci_dss": "PCI DSS", "glba": "GLBA", "hipaa": "HIPAA", "gdpr": "GDPR", "iso27001": "ISO 27001",
    "nist_csf": "NIST CSF",
  ]

  /// `SOC 2 (2017)`; a name that is not known loses its underscores.
  static func words(_ criterion: Criterion) -> String {
    let name = known[criterion.framework] ?? criterion.framework.replacing("_", with: " ")
    return name + (criterion.version.map { " (\($0))" } ?? "")
  }
}
