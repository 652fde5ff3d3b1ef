"""The process behind the local endpoint: it speaks the JumpStart text-to-image container's HTTP."""
