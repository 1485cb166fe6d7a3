/// One section of the console: its doors, and what it needs of the program, which it names. It reaches nothing else: the
/// visit that comes in by a door carries who asks and what they sent, and no way into the program.
protocol Pages: Sendable {
    var routes: [Route] { get }
}
