import Bytes
import Diagnostics
import Digests

/// One pass through a pack: the digest of the zip, and what each of its files shows.
struct PackSurvey: Sendable {
  let pack: Digest
  /// Why the zip cannot be read to its end; nil if it can.
  let problem: PackProblem?
  /// By the bytes of the name.
  private let members: [[UInt8]: MemberSurvey]
  private let exhibits: Set<Digest>

  subscript(_ name: String) -> MemberSurvey? { members[Array(name.utf8)] }

  func digest(of name: String) -> Digest? { self[name]?.digest }

  /// Whether an exhibit of the pack has this digest.
  func hasExhibit(_ digest: Digest) -> Bool { exhibits.contains(digest) }

  /// One file after the other; `wanted` are the digests that reports are searched for.
  init(_ members: PackMembers, wanted: [Digest]) {
    self.init(Piece.all(members).map { Result($0, of: members, wanted: wanted) })
  }

  /// At most `jobs` files at a time; the result is the same.
  init(_ members: PackMembers, wanted: [Digest], jobs: Int) async {
    var results: [Result] = []
    await withTaskGroup(of: Result.self) { group in
      for (index, piece) in Piece.all(members).enumerated() {
        if index >= jobs, let result = await group.next() { results.append(result) }
        group.addTask { Result(piece, of: members, wanted: wanted) }
      }
      for await result in group { results.append(result) }
    }
    self.init(results)
  }

  /// What can be looked at beside something else.
  private enum Piece {
    case zip
    case member(String)

    /// The zip first, because it is the longest piece.
    static func all(_ members: PackMembers) -> [Piece] { [.zip] + members.distinctNames.map { .member($0) } }
  }

  /// What looking at a piece came to.
  private enum Result: Sendable {
    case zip(Digest, PackProblem?)
    case member(String, MemberSurvey)

    init(_ piece: Piece, of members: PackMembers, wanted: [Digest]) {
      switch piece {
      case .zip: self = Result.zip(members.archive)
      case .member(let name):
        self = .member(name, MemberSurvey(name, of: members, wanted: PackFormat.isReport(name) ? wanted : []))
      }
    }

    private static func zip(_ archive: any RandomAccessBytes) -> Result {
      do throws(Diagnostic) { return .zip(try SHA256.digest(reading: archive), nil) } catch {
        return .zip(SHA256.digest(of: []), PackProblem(.zipUnreadable, "", error.message))
      }
    }
  }

  /// In any order.
  private init(_ results: [Result]) {
    var members: [[UInt8]: MemberSurvey] = [:]
    var exhibits: Set<Digest> = []
    var zip = (digest: SHA256.digest(of: []), problem: PackProblem?.none)
    for result in results {
      switch result {
      case .zip(let digest, let problem): zip = (digest, problem)
      case .member(let name, let survey):
        members[Array(name.utf8)] = survey
        if Exhibits.isExhibit(name), let digest = survey.digest { exhibits.insert(digest) }
      }
    }
    (pack, problem, self.members, self.exhibits) = (zip.digest, zip.problem, members, exhibits)
  }
}
