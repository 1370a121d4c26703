import Foundation
import TestSupport
import Testing

/// Delivery files as AWS wrote them, against a count by Foundation's JSON.
@Suite("CloudTrail fixture") struct CloudTrailTests {
  private static let folder = "fixtures/cloudtrail-2023-07/"

  private static func records(_ path: String) throws -> [[String: Any]] {
    let file = try JSONSerialization.jsonObject(with: Data(try Checkout.bytes(path))) as? [String: Any]
    return try #require(file?["Records"] as? [[String: Any]])
  }

  private func source() throws -> ReconciliationJSON.Source {
    let pack = try BuiltPacks.cloudTrail.get()
    return try #require(try pack.decode(ReconciliationJSON.self, "reconciliation.json").sources.first)
  }

  @Test func `every record of every file is counted once`() throws {
    let source = try source()
    let paths = Checkout.files(below: Self.folder + "exports", suffix: ".json")
    #expect(source.files.map { Self.folder + $0.path } == paths)
    var seen: Set<String> = []
    var (read, duplicates, outside, used) = (0, 0, 0, 0)
    var times: [String] = []
    for (path, file) in zip(paths, source.files) {
      let records = try Self.records(path)
      #expect(file.read == records.count, "\(path)")
      read += records.count
      for record in records {
        let (id, time) = (try #require(record["eventID"] as? String), try #require(record["eventTime"] as? String))
        if !seen.insert(id).inserted {
          duplicates += 1
        } else if !time.hasPrefix("2023-07-10") {
          outside += 1
        } else {
          used += 1
          times.append(time)
        }
      }
    }
    #expect(read == 1233, "the number that the fixture's README states")
    let counts = [source.read, source.duplicate, source.outsidePeriod, source.used, source.rejected]
    let expected = [read, duplicates, outside, used, 0]
    #expect(counts == expected)
    #expect(source.containers == paths.count)
    #expect(source.first == times.min())
    #expect(source.last == times.max())
  }

  @Test func `steps back in time are counted within each file`() throws {
    let source = try source()
    for (path, file) in zip(Checkout.files(below: Self.folder + "exports", suffix: ".json"), source.files) {
      // The times are written alike, so that their texts sort as they do.
      let times = try Self.records(path).compactMap { $0["eventTime"] as? String }
      #expect(file.outOfOrder == zip(times, times.dropFirst()).filter { $1 < $0 }.count, "\(path)")
    }
  }

  @Test func `without gates a pack is made, and says so`() throws {
    let pack = try BuiltPacks.cloudTrail.get()
    #expect(pack.run.status == 0)
    #expect(pack.run.out.contains("no gates"))
    #expect(try pack.decode(DecisionsJSON.self, "decisions.json").decisions.isEmpty)
  }
}
