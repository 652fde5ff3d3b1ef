"""The process in which mozjpeg runs. It reads JPEGs from its input, and writes smaller ones to its
output, each behind its length. mozjpeg's library is its only argument.

It calls the library's one function (mozjpeg_opti.h in the package's source) without the package's
own Python, which needs cffi. So 0.5 MB of cffi are not deployed.
"""

import ctypes
import sys

_COPY_ALL_MARKERS = 2


def main() -> None:
    library = ctypes.CDLL(sys.argv[1])
    optimize = library.mozjpeg_lossless_optimization
    free = library.mozjpeg_lossless_optimization_free_bytes
    pointer = ctypes.POINTER(ctypes.c_void_p)
    optimize.argtypes = (ctypes.c_char_p, ctypes.c_ulong, pointer, ctypes.c_int)
    optimize.restype = ctypes.c_ulong  # 0: this is not a JPEG that it can read
    free.argtypes, free.restype = (pointer,), None

    reads, writes = sys.stdin.buffer, sys.stdout.buffer
    while length := reads.read(4):
        jpeg, found = reads.read(int.from_bytes(length, "big")), ctypes.c_void_p()
        size = optimize(jpeg, len(jpeg), ctypes.byref(found), _COPY_ALL_MARKERS)
        writes.write(size.to_bytes(4, "big"))
        if size:
            writes.write(ctypes.string_at(found, size))
            free(ctypes.byref(found))
        writes.flush()


if __name__ == "__main__":
    main()
