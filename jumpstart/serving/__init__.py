"""The server: it speaks the HTTP contract of JumpStart's text-to-image container."""
