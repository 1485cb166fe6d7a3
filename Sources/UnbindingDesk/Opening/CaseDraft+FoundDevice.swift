import LocalNetwork
import SADP
import Serials
import UnbindingCases

extension CaseDraft {
    /// For a device that a search found; all that is known of it is its own claim.
    public init(_ device: FoundDevice, serial: ShortSerial) {
        self.init(network: .lan, serial: serial)
        fullSerial = device.serial
        model = device.model
        mac = device.mac
        ipv4 = device.ipv4
        self.device = .claimed(device.binding)
    }
}
