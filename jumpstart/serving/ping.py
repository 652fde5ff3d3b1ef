"""python -m jumpstart.serving.ping: exit status 0 where the server beside it is ready."""

import os
import sys
from http.client import HTTPConnection

from .settings import Settings


def main() -> int:
    connection = HTTPConnection("127.0.0.1", Settings.read([], os.environ).port, timeout=4)
    try:
        connection.request("GET", "/ping")
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
