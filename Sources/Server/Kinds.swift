import Attendance
import BaseCheckin
import ConnectorKit
import FileDrop
import HRKit
import HanetConnector
import NuveqConnector
import Webhook
import ZKTecoConnector
import ZKTecoPush

/// The registry of kinds: the one place that a new vendor or HR system is added to.
public enum Kinds {
    public static let devices = DeviceKinds([HanetKind.kind, NuveqKind.kind, ZKTecoKind.kind, ZKTecoPushKind.kind])
    public static let hrSystems = HRKinds([BaseCheckinKind.kind, WebhookKind.kind, FileDropKind.kind])
}
