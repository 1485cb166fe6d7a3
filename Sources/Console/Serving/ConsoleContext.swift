import Access
import Attendance
import Hummingbird
import NIOCore
import Store

/// What the server knows of one request before any page does.
public struct ConsoleContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The peer of the connection: the browser, or a proxy in front.
    public let peer: String?
    /// A person with a session; nil for strangers and programs.
    var user: User?
    var sessionSecret: String?
    var principal: Principal?
    var language = Language.vi
    /// What needs somebody; found out for pages alone.
    var attention = AttentionCounts.Counts()

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}
