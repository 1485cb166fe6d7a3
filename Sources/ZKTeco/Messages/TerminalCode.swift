/// The codes of answers and events (contract 3). Codes of requests belong to `TerminalRequest`, which can build none that
/// changes what a terminal keeps.
public enum TerminalCode {
    public static let event: UInt16 = 500
    /// How much data follows.
    public static let prepare: UInt16 = 1500
    public static let data: UInt16 = 1501
    public static let ok: UInt16 = 2000
    public static let error: UInt16 = 2001
    /// Data in one piece.
    public static let okWithData: UInt16 = 2002
    public static let retry: UInt16 = 2003
    /// A comm key is needed, or the one that was sent is wrong.
    public static let unauthorized: UInt16 = 2005
    /// Not a command of this firmware; the last four of the range are all refusals.
    public static let unknown: UInt16 = 0xFFFF

    static func isRefusal(_ code: UInt16) -> Bool { code == error || code >= 0xFFFB }
}
