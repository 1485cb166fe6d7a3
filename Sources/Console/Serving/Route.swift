import Access
import Hummingbird

/// Who may use a route.
public enum RouteAccess: Hashable, Sendable {
    /// Everybody who reaches the server.
    case open
    /// Any account.
    case signedIn
    case permission(Permission)
    /// Any of them is enough.
    case any([Permission])

    func admits(_ principal: Principal?) -> Bool {
        switch self {
        case .open: true
        case .signedIn: principal != nil
        case .permission(let permission): principal?.may(permission) ?? false
        case .any(let permissions): permissions.contains { principal?.may($0) ?? false }
        }
    }

    /// What is needed; empty where nothing particular is.
    var permissions: [Permission] {
        switch self {
        case .open, .signedIn: []
        case .permission(let permission): [permission]
        case .any(let permissions): permissions
        }
    }
}

/// One door of the console. All doors are in one table, and the table is what is served.
public struct Route: Sendable {
    /// What comes in by it: that decides how people are known and how errors look.
    public enum Door: Sendable {
        /// Pages and their forms: sessions, form tokens, HTML.
        case page
        /// Programs: bearer tokens, problem+json.
        case api
        /// Vendors' webhooks: the secret is in the address.
        case hook
        /// Terminals that push: known by their serial numbers, answered in plain text. Nothing of a body is read before.
        case terminal
    }

    public let method: HTTPRequest.Method
    /// With parameters as `{id}`.
    public let path: String
    public let access: RouteAccess
    public let door: Door
    /// Bytes of the largest body.
    let bodyLimit: Int
    /// Whether it may take seconds: then it is cancelled when whoever asked goes away, and its connection ends with it.
    let isLong: Bool
    /// Asked before the body is read, of which a visit has nothing then; throws to turn whoever comes away.
    let admit: (@Sendable (Visit) async throws -> Void)?
    let handle: @Sendable (Visit) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: RouteAccess, door: Door = .page,
        bodyLimit: Int = 64 << 10, isLong: Bool = false,
        admit: (@Sendable (Visit) async throws -> Void)? = nil,
        _ handle: @escaping @Sendable (Visit) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.door = door
        self.bodyLimit = bodyLimit
        self.isLong = isLong
        self.admit = admit
        self.handle = handle
    }
}
