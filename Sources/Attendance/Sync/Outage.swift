/// When people are told of what fails again and again: once per outage, not once per attempt.
public enum Outage {
    /// After so many failures in a row a device needs a look even where the trouble may pass by itself.
    private static let mostUnseen = 5

    /// Whether a failure goes into the history: the first in a row, and the first that only a person can mend.
    ///
    /// - Parameters:
    ///   - failures: in a row, before this one.
    ///   - attention: why a person had to act already, before this one.
    public static func isNews(after failures: Int, needsPerson: Bool, attention: Phrase?) -> Bool {
        failures == 0 || (needsPerson && attention == nil)
    }

    /// Whether a device that failed needs attention.
    ///
    /// - Parameter failures: in a row, before this one.
    public static func needsAttention(after failures: Int, needsPerson: Bool) -> Bool {
        needsPerson || failures + 1 >= mostUnseen
    }
}
