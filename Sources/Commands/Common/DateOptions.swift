import ArgumentParser
import Attendance

extension TimeText: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension LocalDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Zone: ExpressibleByArgument {
    public init?(argument: String) { self.init(identifier: argument) }
}

/// `--from` and `--to` of commands that look at what is kept.
struct DateOptions: ParsableArguments {
    @Option(help: "From this date or time on (2026-11-01, 2026-11-01T08:00, with or without offset).")
    var from: TimeText?

    @Option(help: "Up to the end of this date, or up to this time.")
    var to: TimeText?

    func bounds(in zone: Zone) -> (from: Instant?, to: Instant?) {
        (from?.lowerBound(in: zone), to?.upperBound(in: zone))
    }
}
