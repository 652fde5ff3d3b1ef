"""What local mode adds inside ministack's own process. It runs in ministack's Python."""
