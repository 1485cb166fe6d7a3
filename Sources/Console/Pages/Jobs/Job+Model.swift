import Access
import Attendance

/// How something goes that was started and takes a while.
struct JobPage: PageModel {
    static let template = "job"
    static let livePart: String? = "job-part"

    struct Line: Sendable {
        let tone: String
        let title: String
        let text: String
    }

    let heading: String
    let state: String
    let tone: String
    let lines: [Line]
    let back: String
}

extension JobPage {
    init(_ job: Job, for reader: Reader) {
        let isDone = job.endedAt != nil
        heading = job.title[reader.language]
        state =
            !isDone
            ? reader.say("running", "đang chạy")
            : job.isFine ? reader.say("done", "xong") : reader.say("failed", "lỗi")
        tone = !isDone ? "busy" : job.isFine ? "good" : "bad"
        lines = job.lines.map {
            Line(
                tone: $0.isFine.map { $0 ? "good" : "bad" } ?? "", title: $0.title[reader.language],
                text: $0.text[reader.language])
        }
        back = job.back
    }
}
