// Lists the Hikvision devices of a network: FindDevices [INTERFACE OR ADDRESS]. Asks them who they are, and nothing else.
import SADP

let interfaces = try NetworkInterface.chosen(CommandLine.arguments.dropFirst().first)
let found = try await SADPClient.with(interfaces) { client in
    try await client.discover(for: .seconds(2))
}
for device in found.devices {
    let announced = device.announcement
    print(
        announced.ipv4, announced.mac?.description ?? "–", announced.model, announced.serial, announced.binding.rawValue
    )
}
print("\(found.devices.count) devices, \(found.ignoredCount) datagrams of no use")
