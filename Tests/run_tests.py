"""Runs `swift test`, hands on what it prints, and ends it where it stands still.

    run_tests.py ARGUMENT...        what follows `swift test`

One test that waits for ever would hold up all that is to come and leave no name. Here it has one: when nothing was
printed for a while, the tests that began and did not end are listed, and the run has failed.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time

STILL = float(os.environ.get("ROLLCALL_TEST_STANDS_STILL_AFTER", "400"))  # seconds
LINE = re.compile(r"^(?:.\s+)?Test (?!case |run )(.+?) (started\.|passed after|failed after|skipped)")


def end(process):
    """Everything that the run has started, too."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def main():
    # Each line as it comes: a pipe would keep the last ones of a run that stands still.
    process = subprocess.Popen(
        ["stdbuf", "-oL", "swift", "test", *sys.argv[1:]], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True)
    running, last, is_still = {}, time.monotonic(), False

    def watch():
        nonlocal is_still
        while process.poll() is None:
            if time.monotonic() - last > STILL:
                is_still = True
                end(process)
                return
            time.sleep(1)

    threading.Thread(target=watch, daemon=True).start()
    try:
        for raw in process.stdout:
            last = time.monotonic()
            line = raw.decode(errors="replace")
            sys.stdout.write(line)
            sys.stdout.flush()
            if found := LINE.match(line):
                name, what = found.groups()
                if what == "started.":
                    running[name] = running.get(name, 0) + 1
                elif running.get(name):
                    running[name] -= 1
        status = process.wait()
    except BaseException:
        end(process)
        raise
    if is_still:
        names = "\n".join(f"  {name}" for name, count in running.items() if count)
        print(f"Nothing was printed for {STILL:.0f} seconds. These tests began and did not end:\n{names}", flush=True)
        status = 1
    sys.exit(status if status >= 0 else 1)


if __name__ == "__main__":
    main()
