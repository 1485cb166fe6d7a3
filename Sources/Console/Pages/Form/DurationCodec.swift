import Attendance

/// A number and its unit on a page, for a stored whole number of one unit.
struct DurationCodec: Sendable {
    /// Those that are offered, from the stored one to larger ones.
    let units: [TimeUnit]
    /// Whether 0 is “off”, which is chosen like a unit.
    var hasOff = false

    /// What the choice of units sends for “off”.
    static let off = "off"

    /// The stored text of what was sent. A number that is none keeps its unit, so that the form can be shown again as it
    /// was typed; no rule takes such a text.
    ///
    /// - Parameter unit: empty where the number is of the stored unit.
    func read(_ number: String, _ unit: String) -> String {
        if hasOff, unit == DurationCodec.off { return "0" }
        guard let base = units.first, let unit = units.first(where: { $0.rawValue == unit }), !number.isEmpty else {
            return number
        }
        let product = Int(number)?.multipliedReportingOverflow(by: unit.seconds / base.seconds)
        guard let product, !product.overflow else { return "\(number) \(unit.rawValue)" }
        return String(product.partialValue)
    }

    /// What a page shows for a stored text, or for one that `read` made and a rule refused.
    func show(_ text: String) -> (number: String, unit: String) {
        guard let base = units.first else { return (text, "") }
        if let count = Int(text) {
            if hasOff, count == 0 { return ("", DurationCodec.off) }
            let (number, unit) = base.largest(count, among: units)
            return (String(number), unit.rawValue)
        }
        if let unit = units.first(where: { text.hasSuffix(" \($0.rawValue)") }) {
            return (String(text.dropLast(unit.rawValue.count + 1)), unit.rawValue)
        }
        return (text, base.rawValue)
    }
}
