import Attendance

/// Why a ZIP archive was not made: this machine has no room or memory for it.
struct ZIPFailure: Failure {
    var phrase: Phrase {
        Phrase(
            en: "the archive could not be made: check the disk and the memory of this machine",
            vi: "không tạo được tệp nén: hãy kiểm tra ổ đĩa và bộ nhớ của máy này")
    }

    var blame: Blame { .machine }
}
