import Access
import Attendance
import Foundation
import HTTPTypes
import Hummingbird
import Wire

/// One request on its way through a route, with everything that a page or an operation needs to know of it.
struct Visit: Sendable {
    let frame: Frame
    let clock: @Sendable () -> Instant
    let request: Request
    let context: ConsoleContext
    let principal: Principal
    /// The query of the address; forms that only look send theirs there.
    let queries: Form
    var form: Form
    let body: [UInt8]

    var language: Language { context.language }
    var now: Instant { clock() }

    func may(_ permission: Permission) -> Bool { principal.may(permission) }

    /// The text of a phrase in the visitor's language.
    func say(_ en: String, _ vi: String) -> String { language == .vi ? vi : en }

    /// A part of the address, decoded.
    func parameter(_ name: String) -> String {
        let raw = context.parameters.get(name) ?? ""
        return raw.removingPercentEncoding ?? raw
    }

    /// A value of the query; empty when it is not there.
    func query(_ name: String) -> String {
        queries[name].asSeen.trimmed
    }

    /// Every page form carries it; a stranger's page cannot know it.
    var formToken: String {
        context.sessionSecret.map(FormToken.make) ?? ""
    }

    /// Whom this visit's pages are made for.
    var reader: Reader { Reader(language: language, principal: principal, formToken: formToken) }

    /// What this visit does, for histories.
    var act: Act { Act(by: principal.actor, at: now) }

    /// A path of ours to go on to; nil for anything that a browser could take for another place.
    static func ownPath(_ text: String) -> String? {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }

    /// Goes on to another page of ours, with a message where one is given.
    func redirect(_ path: String, _ message: Flash? = nil) -> Response {
        if let message { frame.flashes.leave(message, for: context.sessionSecret) }
        return Response(status: .seeOther, headers: [.location: path])
    }
}
