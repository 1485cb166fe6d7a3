import CSandbox
import Foundation
import Labels
import PictureReading

/// Reads photos of labels for `rollcall`, which starts it and talks with it over two pipes.
///
/// Photos are strangers' files, and what decodes them is other people's C and C++: whatever goes wrong in there ends
/// here, in a process that has no network, no files and little memory, and is started again.
@main
enum LabelsProgram {
    /// Bytes of address space: the largest picture that is taken, decoded and encoded again, three times over.
    private static let memory: UInt64 = 768 << 20
    /// Seconds of the processor after which it ends itself, should nobody have ended it before.
    private static let longest: UInt32 = 8

    static func main() {
        guard isatty(STDIN_FILENO) == 0, CommandLine.arguments.count == 1 else {
            print("rollcall-labels reads photos for rollcall, which starts it by itself. It is of no use alone.")
            exit(64)
        }
        // Whoever ends the server from the keyboard ends a photo's reading by it, and in order.
        signal(SIGINT, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        // Libraries write their notes to the standard error, which may be a file where somebody tries this by hand.
        signal(SIGXFSZ, SIG_IGN)
        let reader = LabelReader()
        reader.warmUp()
        let pipe = MessagePipe(input: STDIN_FILENO, output: STDOUT_FILENO)
        do {
            try pipe.send(ReadingHello(readsText: reader.readsText, walls: walls()))
            while let (request, bytes) = try pipe.receive(ReadingRequest.self) {
                sandbox_allow_seconds(longest)
                let (answer, pictures) = answer(to: request, bytes, reader)
                try pipe.send(answer, pictures)
            }
        } catch {
            exit(1)
        }
    }

    private static func walls() -> [String] {
        let holds = Int(sandbox_enter(memory))
        let walls: [(bit: Int, name: String)] = [
            (Int(SANDBOX_LIMITS), "memory"), (Int(SANDBOX_CALLS), "system calls"), (Int(SANDBOX_FILES), "files"),
        ]
        return walls.filter { holds & $0.bit != 0 }.map(\.name)
    }

    private static func answer(
        to request: ReadingRequest, _ bytes: [UInt8], _ reader: LabelReader
    ) -> (ReadingAnswer, [UInt8]) {
        do throws(PictureFailure) {
            let picture = try Picture(bytes, named: request.name)
            let reading = try reader.read(
                picture, text: request.text,
                budget: request.text == .always ? LabelReader.patientBudget : LabelReader.usualBudget)
            let looks = try picture.hash().bytes
            guard request.keeps else { return (ReadingAnswer(.read(reading, looks: looks)), []) }
            let kept = try EvidencePicture(picture, reading)
            return (
                ReadingAnswer(.read(reading, looks: looks), kept: ReadingAnswer.Kept(kept)), kept.whole + kept.shown
            )
        } catch {
            return (ReadingAnswer(.refused(error)), [])
        }
    }
}
