/// Every element that an announcement may hold, with the form of its value. Absent means unknown or not supported.
///
/// Source: SADP contract 5.1, the elements that the vendor's own client reads, with the lengths of its newer header.
public enum AnnouncedElement: String, Hashable, Sendable, CaseIterable {
    case deviceType = "DeviceType"
    case deviceDescription = "DeviceDescription"
    case deviceSN = "DeviceSN"
    case manufacturer = "Manufacturer"
    case commandPort = "CommandPort"
    case httpPort = "HttpPort"
    case httpsPort = "HttpsPort"
    case mac = "MAC"
    case wifiMAC = "WifiMAC"
    case ipv4Address = "IPv4Address"
    case ipv4SubnetMask = "IPv4SubnetMask"
    case ipv4Gateway = "IPv4Gateway"
    case ipv6Address = "IPv6Address"
    case ipv6Gateway = "IPv6Gateway"
    case ipv6MaskLength = "IPv6MaskLen"
    case supportsIPv6 = "supportIPv6"
    case supportsModifyIPv6 = "supportModifyIPv6"
    case dhcp = "DHCP"
    case dhcpAbility = "DHCPAbility"
    case analogChannels = "AnalogChannelNum"
    case digitalChannels = "DigitalChannelNum"
    case diskNumber = "DiskNumber"
    case softwareVersion = "SoftwareVersion"
    case dspVersion = "DSPVersion"
    case bootTime = "BootTime"
    case oemCode = "OEMCode"
    case oemInfo = "OEMInfo"
    case detailOEMCode = "DetailOEMCode"
    case encrypt = "Encrypt"
    case codeEncrypt = "codeEncrypt"
    case resetAbility = "ResetAbility"
    case activated = "Activated"
    case passwordResetAbility = "PasswordResetAbility"
    case passwordResetModeSecond = "PasswordResetModeSecond"
    case supportsPasswordResetType = "SupportPasswordResetType"
    case supportsResetByPhone = "SupportResetPwByPhoneNo"
    case supportsMailBox = "SupportMailBox"
    case supportsGUID = "SupportGUID"
    case supportsSecurityQuestion = "SupportSecurityQuestion"
    case supportsChannelDefaultPassword = "SupportChannelDefaultPassword"
    case supportsRestoreInactive = "SupportRestoreInactive"
    case physicalAccessVerification = "physicalAccessVerification"
    case salt = "Salt"
    case secondSalt = "Salt2"
    case deviceLock = "DeviceLock"
    case ezvizCode = "EZVIZCode"
    case supportsHCPlatform = "SupportHCPlatform"
    case hcPlatformEnable = "HCPlatformEnable"
    case isModifyVerificationCode = "IsModifyVerificationCode"
    case supportsEzvizUnbind = "supportEzvizUnbind"
    case ezvizBindStatus = "EZVIZBindStatus"
    case supportsEzvizUserToken = "SupportEzvizUserToken"
    /// Pairing of recorders and cameras; not the cloud's binding.
    case supportsPairing = "SupportBind"
    case mostPairings = "MaxBindNum"
    case syncIPCPassword = "SyncIPCPassword"
    case userName = "UserName"
    case securityMode = "SecurityMode"
    case systemMode = "SystemMode"
    case controllerType = "ControllerType"
    case specificDeviceType = "SpecificDeviceType"
    case licensed = "Licensed"
    case eHomeVersion = "EHomeVer"
    case sdkServerStatus = "SDKServerStatus"
    case sdkOverTLSServerStatus = "SDKOverTLSServerStatus"
    case sdkOverTLSPort = "SDKOverTLSPort"
    case supportsWifiRegion = "supportwifiRegion"
    case currentWifiRegion = "currentwifiRegion"
    case supportsWifiEnhancement = "supportWifiEnhancement"
    case enablesWifiEnhancement = "enableWifiEnhancement"
    case supportsSSIDConfiguration = "supportSSIDAndPasswordCfg"

    public enum Form: Hashable, Sendable {
        /// Leading digits.
        case number
        /// Leading digits, clamped to 0…65535.
        case port
        /// Cut after so many characters.
        case text(Int)
        /// Ignored when it is longer than so many characters.
        case wholeText(Int)
        /// True for exactly `true`, false for any other text.
        case flag
        /// False for exactly `false`, true for any other text.
        case negatedFlag
        /// One of these words; anything else is as good as absent.
        case choice([String])
    }

    public var form: Form {
        switch self {
        case .deviceType, .ipv6MaskLength, .analogChannels, .digitalChannels, .diskNumber, .detailOEMCode,
            .ezvizBindStatus, .mostPairings:
            .number
        case .commandPort, .httpPort, .httpsPort, .sdkOverTLSPort: .port
        case .deviceDescription: .text(64)
        case .deviceSN: .text(128)
        case .mac, .wifiMAC: .text(20)
        case .ipv4Address, .ipv4SubnetMask, .ipv4Gateway, .physicalAccessVerification: .text(16)
        case .ipv6Address, .ipv6Gateway: .text(46)
        case .softwareVersion, .dspVersion, .bootTime, .eHomeVersion: .text(48)
        case .manufacturer, .userName: .text(32)
        case .oemInfo, .oemCode: .text(24)
        case .salt, .secondSalt: .wholeText(64)
        case .activated: .negatedFlag
        // The typing error in one of the words is the vendor's.
        case .supportsWifiRegion, .currentWifiRegion:
            .choice(["default", "china", "europe", "nothAmerica", "japan", "world"])
        case .systemMode: .choice(["singleControl", "doubleControl", "singleCluster", "doubleCluster"])
        case .controllerType: .choice(["A", "B"])
        case .specificDeviceType: .choice(["Neutral", "HIK"])
        case .securityMode: .choice(["standard", "high-A", "high-B", "custom"])
        case .dhcp, .dhcpAbility, .supportsIPv6, .supportsModifyIPv6, .encrypt, .codeEncrypt, .resetAbility,
            .passwordResetAbility, .passwordResetModeSecond, .supportsPasswordResetType, .supportsResetByPhone,
            .supportsMailBox, .supportsGUID, .supportsSecurityQuestion, .supportsChannelDefaultPassword,
            .supportsRestoreInactive, .deviceLock, .ezvizCode, .supportsHCPlatform, .hcPlatformEnable,
            .isModifyVerificationCode, .supportsEzvizUnbind, .supportsEzvizUserToken, .supportsPairing,
            .syncIPCPassword, .licensed, .sdkServerStatus, .sdkOverTLSServerStatus, .supportsWifiEnhancement,
            .enablesWifiEnhancement, .supportsSSIDConfiguration:
            .flag
        }
    }

    /// The element whose decrypted value takes this one's place.
    var encryptedName: String? {
        switch self {
        case .softwareVersion, .dspVersion, .oemInfo: rawValue + "Encrypt"
        default: nil
        }
    }
}

/// One value of an announcement, read as its element's form says.
public enum AnnouncedValue: Hashable, Sendable, CustomStringConvertible {
    case number(Int)
    case text(String)
    case flag(Bool)

    init?(_ text: String, as form: AnnouncedElement.Form) {
        switch form {
        case .number:
            guard let number = AnnouncedValue.leadingNumber(text) else { return nil }
            self = .number(number)
        case .port:
            guard let number = AnnouncedValue.leadingNumber(text) else { return nil }
            self = .number(min(number, 65_535))
        case .text(let longest): self = .text(String(text.prefix(longest)))
        case .wholeText(let longest):
            guard text.count <= longest else { return nil }
            self = .text(text)
        case .flag: self = .flag(text == "true")
        case .negatedFlag: self = .flag(text != "false")
        case .choice(let words):
            guard words.contains(text) else { return nil }
            self = .text(text)
        }
    }

    public var description: String {
        switch self {
        case .number(let value): String(value)
        case .text(let value): value
        case .flag(let value): String(value)
        }
    }

    /// Leading digits, the first nine of them; nil without one.
    private static func leadingNumber(_ text: String) -> Int? {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }.prefix(9)
        return digits.isEmpty ? nil : Int(String(decoding: digits, as: UTF8.self))
    }
}
