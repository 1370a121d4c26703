extension Fixture {
  /// Every export of a quarter. The audit log comes late, because others put events into it; the user list last,
  /// because it says who signed in when.
  static func quarter(_ scenario: Scenario) -> Fixture {
    var fixture = Fixture()
    let changes = Changes(scenario)
    let deployments = Deployments(scenario, changes)
    changes.add(scenario, to: &fixture)
    deployments.add(scenario, to: &fixture)
    ConfigurationChanges.add(scenario, to: &fixture)
    Compliance.add(scenario, to: &fixture)
    Series.add(scenario, to: &fixture)
    Incidents.add(scenario, to: &fixture)
    Testing.add(scenario, deployments, to: &fixture)
    Continuity.add(scenario, to: &fixture)
    Vendors.add(scenario, to: &fixture)
    Approvals.add(scenario, to: &fixture)
    Settings.add(scenario, to: &fixture)
    Metrics.add(scenario, to: &fixture)
    Provisioning.add(scenario, to: &fixture)
    Reviews.add(scenario, to: &fixture)
    Roles.add(scenario, to: &fixture)
    var signIns = EventFiles.addAuditLog(scenario, to: &fixture)
    signIns.merge(EventFiles.addConsole(scenario, to: &fixture)) { $0 + $1 }
    Users.add(scenario, signIns: signIns, to: &fixture)
    return fixture
  }

  func write(to folder: OutputFolder, _ scenario: Scenario) throws(WriteFailure) {
    for source in sources {
      for file in source.files { try folder.write(file.bytes, to: file.path) }
    }
    try folder.write(Array(PlantedFile.text(of: self, scenario).utf8), to: "planted.json")
  }
}
