import LocalNetwork
import SADP
import Serials
import Wire

extension FoundDevice {
    var bindingTone: String {
        switch binding {
        case .bound: "warn"
        case .notBound: "good"
        case .unknown: ""
        }
    }

    /// With its own password, from this server's own network.
    func canBeUnboundHere(_ list: NetworkList) -> Bool {
        offersUnbind && !list.isReported && rivalry == nil && mac != nil
    }

    /// The form for a new attendance device, filled in with what is known.
    var addingAddress: String {
        let name = [model, shortSerial?.text ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        return "/devices/new?found=1&name=\(PercentEncoding.encode(name))&host=\(PercentEncoding.encode(ipv4))"
    }

    /// Model and serial, for a title.
    var heading: String {
        [model, shortSerial?.text ?? serial].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
