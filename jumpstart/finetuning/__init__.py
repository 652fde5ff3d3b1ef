"""DreamBooth: a model learns one new thing from a few pictures of it, and a word for it."""
