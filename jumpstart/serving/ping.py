"""Exit with status 0 if the server on this machine is ready: python -m jumpstart.serving.ping"""

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
