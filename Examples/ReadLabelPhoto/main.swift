// Says which devices a photo of a label shows: ReadLabelPhoto FILE.
import Attendance
import Foundation
import Labels
import PictureReading
import Serials

guard let path = CommandLine.arguments.dropFirst().first, let bytes = FileManager.default.contents(atPath: path) else {
    print("usage: ReadLabelPhoto FILE")
    exit(64)
}
do throws(PictureFailure) {
    let reading = try LabelReader().read(Picture([UInt8](bytes), named: path))
    for find in reading.finds {
        guard let serial = find.serial else { continue }
        print("\(serial) by \(find.source.rawValue)" + (find.isDevicesOwn ? ", the device's own code" : ""))
    }
    print("\(reading.serials.count) devices, \(reading.unreadCodes.count) codes that could not be read")
} catch {
    // Strangers' files are refused in words.
    print(error.phrase.en)
}
