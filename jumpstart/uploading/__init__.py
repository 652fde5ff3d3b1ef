"""What `upload` is made of: which files to send, and sending them so that it can be continued."""
