import Attendance
import HTTPTransport
import Wire

/// What a reply that reports success says of the records it was sent: how many it took, and which it did not.
///
/// Replies of HR systems are seldom documented, so this reads leniently: at the top level and inside what a reply
/// is wrapped in, counts and lists under the names that are usual for them. What it does not know it ignores.
public struct ReplyTally: Sendable {
    /// A record that the reply names as not taken.
    public struct Refusal: Sendable {
        /// What the target says of it, or of the list that it stands in; empty where it says nothing.
        public var words: String
        /// It stands in a list of records left aside, which some targets fill with those that they have already.
        public var isLeftAside = false
        /// Whether the words may be shown.
        public internal(set) var isQuotable = true

        /// The words for people, or why they are not shown.
        public var shown: Phrase { isQuotable ? Phrase(verbatim: words) : HTTPReply.notShown }
    }

    /// Records that were sent.
    public let sent: Int
    /// Records that were taken, as far as numbers and lists tell; nil where the reply says nothing of it.
    public private(set) var taken: Int?
    /// Records that are named as not taken, by their place in the batch.
    public private(set) var refusals: [Int: Refusal] = [:]
    /// Records of which some are meant, without saying which: a code of several, a place in an unknown order.
    public private(set) var suspects: Set<Int> = []
    /// Records that a list of those taken does not hold.
    public private(set) var unlisted: Set<Int> = []

    /// Whether the reply says nothing against any of the records.
    var isWhole: Bool { missing <= 0 && refusals.isEmpty && suspects.isEmpty && unlisted.isEmpty }

    public var missing: Int { sent - (taken ?? sent) }

    /// - Parameters:
    ///   - reply: the document of a reply that reports success.
    ///   - batch: the records as they were sent.
    ///   - code: how the target spells an employee code.
    ///   - isQuotable: whether words of the reply may be shown.
    public init(
        _ reply: JSONValue, of batch: [OutgoingPunch], code: @escaping (String) -> String = { $0 },
        isQuotable: Bool = true
    ) {
        sent = batch.count
        let scopes = ReplyScope.scopes(of: reply)
        let naming = RecordNames(batch, code: code)
        var counted: [Int] = scopes.compactMap { $0.taken(of: batch.count) }
        var lists = MentionedRecords()
        for scope in scopes { scope.collect(into: &lists, naming) }
        if let length = lists.lengthOfUnread { counted.append(length) }
        let byNumber = counted.min()

        refusals = lists.refusals
        // A code of several records means all of them, unless the numbers say otherwise.
        let grouped = lists.groups.reduce(into: Set<Int>()) { $0.formUnion($1.records) }.subtracting(refusals.keys)
        if !grouped.isEmpty, byNumber.map({ sent - $0 >= refusals.count + grouped.count }) ?? true {
            for group in lists.groups {
                for record in group.records where refusals[record] == nil { refusals[record] = group.refusal }
            }
        } else {
            suspects = grouped
        }
        if !isQuotable { for record in refusals.keys { refusals[record]?.isQuotable = false } }
        suspects.formUnion(lists.places.subtracting(refusals.keys))
        if lists.isExhaustive {
            unlisted = Set(batch.indices).subtracting(lists.taken).subtracting(refusals.keys)
        }

        var bounds = [byNumber].compactMap { $0 }
        if lists.hasFailures || !refusals.isEmpty { bounds.append(sent - refusals.count - lists.unreadFailures) }
        if !suspects.isEmpty { bounds.append(sent - refusals.count - 1) }
        if lists.isExhaustive, byNumber == nil { bounds.append(lists.taken.subtracting(refusals.keys).count) }
        taken = bounds.min().map { max(0, $0) }
    }
}
