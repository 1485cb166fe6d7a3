import Attendance
import HTTPTransport
import LocalNetwork
import Store

/// What is done with unbinding cases, by whichever door it comes: evidence is taken in, cases are filed, checked,
/// decided, carried out and verified.
///
/// What is refused is thrown as a `Failure` with its sentence; nothing was changed then.
public struct Desk: Sendable {
    public let store: Store
    /// This machine's own network, for questions to devices.
    public let devices: LocalDevices
    public let http: any HTTPSending
    public let photos: PhotoReader
    public let now: @Sendable () -> Instant
    /// Between two questions whether a device is free by now.
    var confirmationPause = Duration.seconds(2)

    public init(
        store: Store, devices: LocalDevices, http: any HTTPSending, photos: PhotoReader = PhotoReader(),
        now: @escaping @Sendable () -> Instant = { Instant.now }
    ) {
        self.store = store
        self.devices = devices
        self.http = http
        self.photos = photos
        self.now = now
    }
}
