import AuditModel
import PolicyEvaluation
import Testing

/// Which record a join finds where several have its key: somebody who left and came back has two accounts.
@Suite("Joined records of one key") struct JoinedRecordTests {
  private static let policy = """
    policy_name: P
    gates:
      - name: G
        records: deployments
        join: {person: users on record.deployer == person.email}
        expect: person != null && (person.deactivated_at == null || record.deployed_at <= person.deactivated_at)
    """

  private func account(_ id: String, _ from: String, _ until: String? = nil) -> [String: String] {
    var row = ["id": id, "email": "a@x", "created_at": "2024-\(from)T00:00:00Z"]
    row["status"] = until == nil ? "active" : "deactivated"
    row["deactivated_at"] = until.map { "2024-\($0)T00:00:00Z" }
    return row
  }

  /// Whether a deployment on a day finds an account that stood then.
  private func passes(_ day: String, _ accounts: [[String: String]]) throws -> Bool {
    let deployment = [
      "deployed_at": "2024-\(day)T00:00:00Z", "id": "D", "deployer": "a@x", "environment": "production",
      "outcome": "success",
    ]
    return try PolicyTrial(Self.policy, ["deployments": [deployment], "users": accounts]).decision() == .pass
  }

  @Test func `the account that stood then counts, whatever the order of the file`() throws {
    let accounts = [account("1", "01-01", "01-20"), account("2", "02-20"), account("3", "02-01", "02-10")]
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
      let accounts = order.map { accounts[$0] }
      #expect(try passes("01-10", accounts))
      #expect(try passes("02-05", accounts))
      #expect(try passes("03-01", accounts))
      #expect(try !passes("01-25", accounts), "between the first and the second account")
      #expect(try !passes("02-15", accounts), "between the second and the third")
    }
  }

  @Test func `before every account the first of the file counts`() throws {
    #expect(try passes("01-02", [account("1", "01-10", "01-20"), account("2", "02-20")]))
  }
}
