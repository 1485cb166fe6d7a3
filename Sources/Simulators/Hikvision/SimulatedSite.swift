/// The devices of a made-up site: one of each kind that an installer meets.
public enum SimulatedSite {
    /// The password of every device that has one.
    public static let password = "Rollcall2026"

    /// - Parameter address: the address of the device with this number, from 1. The not activated one has the vendor.s factory
    ///   address, whatever the network.
    public static func terminals(
        quirks: Set<SimulatedTerminal.Quirk> = [], address: (Int) -> String
    ) -> [SimulatedTerminal] {
        typealias Identity = SimulatedTerminal.Identity
        func identity(_ number: Int, _ model: String, _ short: String, _ firmware: String, at own: String? = nil)
            -> Identity
        {
            Identity(
                model: model, serial: model + "20250318V030500ENAA" + short,
                mac: "44-47-CC-00-10-0\(number)", address: own ?? address(number), firmware: firmware)
        }
        func abilities(_ change: (inout SimulatedTerminal.Abilities) -> Void) -> SimulatedTerminal.Abilities {
            var abilities = SimulatedTerminal.Abilities()
            change(&abilities)
            return abilities
        }
        return [
            SimulatedTerminal(
                identity(1, "DS-K1T341AMF", "K12345671", "V3.5.0 build 250115"), password: password, binding: .bound,
                abilities: abilities { $0.secondMode = true }, quirks: quirks),
            SimulatedTerminal(
                identity(2, "DS-K1T671M", "K12345672", "V3.2.30 build 220915"), password: password,
                binding: .notBound, quirks: quirks.union([.multicast, .crlf])),
            SimulatedTerminal(
                identity(3, "DS-7608NI-K2", "E12345673", "V4.30.085 build 200916"), password: password,
                binding: .serviceDisabled, quirks: quirks.union([.flase, .lowerCaseMAC, .trailingSpace])),
            SimulatedTerminal(
                identity(4, "DS-2CD2143G2-I", "G12345674", "V5.7.15 build 230313"), password: password,
                binding: .serviceOffline, quirks: quirks.union([.encryptedVersions, .strayBytes])),
            SimulatedTerminal(
                identity(5, "DS-KH6210-L", "Q12345675", "V1.5.0 build 181114"), password: password, binding: .bound,
                abilities: abilities {
                    $0.offersUnbind = false
                    $0.supportsHikConnect = false
                }, quirks: quirks.union([.oldNames])),
            SimulatedTerminal(
                identity(6, "DS-2CD1023G0E", "F12345676", "V5.5.89 build 200923", at: "192.168.1.64"), password: "",
                binding: .notBound,
                abilities: abilities {
                    $0.isActivated = false
                    $0.offersUnbind = false
                }, quirks: quirks.union([.multicast])),
            SimulatedTerminal(
                identity(7, "DS-7616NI-Q2", "E12345677", "V4.62.210 build 230705"), password: password, binding: .bound,
                quirks: quirks.union([.multicast])),
        ]
    }
}
