import Access
import Attendance
import ConnectorKit

/// The part of a device's page that shows its webhook address.
struct HookBox: Sendable {
    let help: String
    let problem: String?
    let address: String?
    let calls: String
    let refused: String
    let last: String
    let mayMake: Bool
}

extension HookBox {
    /// - Parameters:
    ///   - hook: what the device's address was called with; nil where it has none.
    ///   - address: the whole address; nil where the device has none.
    ///   - lack: what the device lacks before it can have one.
    init(
        _ intake: WebhookIntake, _ hook: Hook?, address: String?, lack: Phrase?, in zone: Zone, _ language: Language
    ) {
        help = intake.help[language]
        problem = lack?[language]
        self.address = address
        calls = Texts.number(hook?.calls ?? 0, language)
        refused = Texts.number(hook?.refused ?? 0, language)
        last = Texts.time(hook?.lastCallAt, in: zone)
        mayMake = hook == nil && lack == nil
    }
}
