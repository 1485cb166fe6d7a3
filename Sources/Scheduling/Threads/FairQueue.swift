/// Who waits for a seat and whose turn it is. A value: locks, threads and continuations are whoever's holds it.
///
/// An owner has one seat at a time, and of those who wait the one whose work took least so far is next: whoever brings
/// work that takes long waits for it, and nobody else does. Work without an owner goes by the order in which it came.
struct FairQueue {
    struct Ticket: Hashable {
        let number: Int
        let owner: String?
    }

    private let mostWaiting: Int
    private let mostOfOne: Int
    private var freeSeats: [Int]
    private(set) var waiting: [Ticket] = []
    /// Owners who have a seat.
    private var atWork: Set<String> = []
    private var seated = 0
    /// How long the work of an owner took since nobody waited and nobody was at work.
    private var taken: [String: Duration] = [:]

    /// - Parameters:
    ///   - mostWaiting: tickets without a seat.
    ///   - mostOfOne: of them, those of one owner.
    init(seats: Int, mostWaiting: Int, mostOfOne: Int) {
        self.mostWaiting = mostWaiting
        self.mostOfOne = mostOfOne
        // The lowest is taken first: what a seat needs is made for as few as possible.
        freeSeats = (0..<seats).reversed()
    }

    /// Lets somebody wait; false where too many do. Whoever can be seated at once is never too much.
    mutating func join(_ ticket: Ticket) -> Bool {
        let isNext = !freeSeats.isEmpty && mayWork(ticket)
        guard isNext || waiting.count < mostWaiting && count(of: ticket.owner) < mostOfOne else { return false }
        waiting.append(ticket)
        return true
    }

    /// Gives a free seat to the one whose turn it is; nil where there is no such seat or nobody.
    mutating func seatNext() -> (ticket: Ticket, seat: Int)? {
        guard let place = nextPlace(), let seat = freeSeats.popLast() else { return nil }
        let ticket = waiting.remove(at: place)
        if let owner = ticket.owner { atWork.insert(owner) }
        seated += 1
        return (ticket, seat)
    }

    /// Somebody waits no more; false where he does not wait.
    mutating func leave(_ ticket: Ticket) -> Bool {
        guard let place = waiting.firstIndex(of: ticket) else { return false }
        waiting.remove(at: place)
        return true
    }

    /// Work is done, and its seat is free.
    mutating func finish(_ ticket: Ticket, seat: Int, after duration: Duration) {
        freeSeats.append(seat)
        seated -= 1
        if let owner = ticket.owner {
            atWork.remove(owner)
            taken[owner, default: .zero] += duration
        }
        if waiting.isEmpty, seated == 0 { taken = [:] }
    }

    private func mayWork(_ ticket: Ticket) -> Bool { ticket.owner.map { !atWork.contains($0) } ?? true }

    private func count(of owner: String?) -> Int { owner == nil ? 0 : waiting.count { $0.owner == owner } }

    private func nextPlace() -> Int? {
        func cost(_ place: Int) -> Duration { waiting[place].owner.flatMap { taken[$0] } ?? .zero }
        return waiting.indices.filter { mayWork(waiting[$0]) }.min {
            cost($0) == cost($1) ? $0 < $1 : cost($0) < cost($1)
        }
    }
}
