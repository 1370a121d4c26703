/// The keys of the objects that were read last, and where each leads: one record mostly has the keys of the one before,
/// in the same order.
///
/// While an object's keys are those of an object in which no key repeats, none of them repeats either, and none need be
/// looked up. Objects that may lie in one another remember in different drawers.
@safe struct MemberMemory: ~Copyable {
  private struct Member {
    let signature: KeySignature
    let child: Int
  }

  private let members: UnsafeMutablePointer<Member>
  /// How many members are known, by drawer.
  private var counts: [Int]

  init(drawers: Int) {
    counts = Array(repeating: 0, count: drawers)
    unsafe members = .allocate(capacity: drawers * TapeKeys.listLimit)
  }

  deinit { unsafe members.deallocate() }

  /// Where the key at a place of an object leads, if the object before had the same key there.
  func child(_ drawer: Int, at place: Int, _ signature: KeySignature) -> Int? {
    guard place < counts[drawer] else { return nil }
    let member = unsafe members[drawer * TapeKeys.listLimit + place]
    return member.signature.agrees(with: signature) ? member.child : nil
  }

  /// The signature of a key that is known.
  func signature(_ drawer: Int, at place: Int) -> KeySignature {
    precondition(place < counts[drawer], "the key is known")
    return unsafe members[drawer * TapeKeys.listLimit + place].signature
  }

  /// Notes the key at a place, behind those that are known. What was known from there on is forgotten, and a key that
  /// its signature does not tell apart from all others ends what is known.
  mutating func note(_ drawer: Int, at place: Int, _ signature: KeySignature, _ child: Int) {
    counts[drawer] = min(counts[drawer], place)
    guard counts[drawer] == place, place < TapeKeys.listLimit, signature.isExact else { return }
    let index = drawer * TapeKeys.listLimit + place
    unsafe (members + index).initialize(to: Member(signature: signature, child: child))
    counts[drawer] += 1
  }
}
