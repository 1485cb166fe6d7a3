import Attendance
import Foundation
import HRKit
import Sealing

/// A file that another program picks up: CSV or JSON Lines, one line per punch.
public enum FileDropKind {
    public static let kind = HRKind(
        id: "file",
        title: Phrase(en: "File", vi: "Tệp"),
        ownFields: [
            FieldSpecification(
                "path", .path, required: true,
                label: Phrase(en: "File", vi: "Tệp"),
                help: Phrase(
                    en:
                        "the file to append to, in exports/ of the data directory or in a folder that the owner of the machine has allowed",
                    vi: "tệp được ghi nối tiếp, trong exports/ của thư mục dữ liệu hoặc thư mục được chủ máy cho phép")),
            FieldSpecification(
                "format",
                .choice([
                    FieldChoice("csv", Phrase(verbatim: "CSV")), FieldChoice("jsonl", Phrase(verbatim: "JSON Lines")),
                ]), default: "csv",
                label: Phrase(en: "Format", vi: "Định dạng"),
                help: Phrase(
                    en: "CSV, or JSON Lines: one JSON object per line", vi: "CSV, hoặc JSON Lines: mỗi dòng một JSON")),
        ],
        schedule: RetrySchedule([.seconds(5), .seconds(30), .minutes(2), .minutes(10), .minutes(30), .hours(1)]),
        identity: { Digest.identifier($0["path"] ?? "", length: 32) },
        normalize: { (input: FieldValues) throws(FieldFailure) in
            var values = input
            if let path = input["path"]?.trimmed, !path.isEmpty {
                values.set("path", URL(fileURLWithPath: path).standardizedFileURL.path)
            }
            return values
        },
        file: { $0["path"] },
        makeSystem: { FileDropSystem(context: $0) })
}
