/// The keys of the objects that were read last, and where each leads: one record mostly has the keys of the one before,
/// in the same order.
///
/// While an object's keys are those of an object in which no key repeats, none of them repeats either, and none need be
/// looked up. Objects that may lie in one another remember in different drawers.
@safe struct MemberMemory: ~Copyable {
  /// Where a key leads: to a node of the tree of paths, and to the path that ends there, or to neither (-1).
  struct Way {
    let node: Int32
    let path: Int32
  }

  fileprivate struct Member {
    let lead: KeyLead
    let way: Way
  }

  private let members: UnsafeMutablePointer<Member>
  /// How many members are known, by drawer.
  private let counts: UnsafeMutablePointer<Int>
  private let drawers: Int

  init(drawers: Int) {
    self.drawers = drawers
    unsafe counts = .allocate(capacity: drawers)
    unsafe counts.initialize(repeating: 0, count: drawers)
    unsafe members = .allocate(capacity: drawers * ObjectKeys.listLimit)
  }

  deinit {
    unsafe counts.deallocate()
    unsafe members.deallocate()
  }

  /// What is known of the object before in a drawer; holds until a member is noted there.
  @safe struct Known {
    fileprivate let members: UnsafePointer<Member>
    fileprivate let count: Int

    fileprivate init(members: UnsafePointer<Member>, count: Int) {
      unsafe self.members = members
      self.count = count
    }

    /// Where the key leads whose opening quote is at `text`, if the object before had the same key at the place. Of
    /// `text` `KeyLead.limit` bytes can be read.
    @inline(__always)
    func way(at place: Int, _ text: UnsafePointer<UInt8>) -> Way? {
      guard place < count else { return nil }
      let member = unsafe members + place
      return unsafe member.pointee.lead.begins(text) ? member.pointee.way : nil
    }
  }

  func known(_ drawer: Int) -> Known {
    precondition(drawer >= 0 && drawer < drawers, "drawers are numbered below their count")
    return unsafe Known(members: UnsafePointer(members + drawer * ObjectKeys.listLimit), count: counts[drawer])
  }

  /// Notes the key at a place, behind those that are known. What was known from there on is forgotten, and a key without
  /// a lead ends what is known.
  mutating func note(_ drawer: Int, at place: Int, _ lead: KeyLead?, _ way: Way) {
    precondition(drawer >= 0 && drawer < drawers, "drawers are numbered below their count")
    unsafe counts[drawer] = min(counts[drawer], place)
    guard unsafe counts[drawer] == place, place < ObjectKeys.listLimit, let lead else { return }
    unsafe (members + (drawer * ObjectKeys.listLimit + place)).initialize(to: Member(lead: lead, way: way))
    unsafe counts[drawer] += 1
  }
}
