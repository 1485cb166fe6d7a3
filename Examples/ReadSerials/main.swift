// Says what texts from labels and key files are: ReadSerials [TEXT …].
import Serials

let given = Array(CommandLine.arguments.dropFirst())
let samples = [
    "www.hik-connect.com\nE12345678\nABCDEF\nDS-2CD2143G0-I", "AwAAAFEwMTcyODQ4Mh+ZYT8=", "Q01728482", "hello",
]
for text in given.isEmpty ? samples : given {
    if let label = LabelPayload(text) {
        // A verification code is a secret: it is printed as dots.
        let code = label.verificationCode?.description ?? "none"
        print("label of \(label.serial), model \(label.model ?? "unknown"), verification code \(code)")
        print(label.isDevicesOwn ? "  a device's own code" : "  a text that anyone can write")
    } else if let key = try? KeyString(text) {
        print("\(key) for \(key.serial?.text ?? "a device that it does not name")")
    } else {
        print("nothing known: \(text)")
    }
}
