"""The process in which mozjpeg runs. It reads JPEGs from its input, and writes smaller ones to its
output, each behind its length. The folder of its packages is its only argument."""

import sys


def main() -> None:
    sys.path.append(sys.argv[1])
    from mozjpeg_lossless_optimization import COPY_MARKERS, optimize

    reads, writes = sys.stdin.buffer, sys.stdout.buffer
    while length := reads.read(4):
        jpeg = reads.read(int.from_bytes(length, "big"))
        try:
            smaller = optimize(jpeg, COPY_MARKERS.ALL)
        except ValueError:  # this is not a JPEG that it can read
            smaller = b""
        writes.write(len(smaller).to_bytes(4, "big") + smaller)
        writes.flush()


if __name__ == "__main__":
    main()
