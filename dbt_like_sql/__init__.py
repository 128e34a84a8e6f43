"""SQL models: one SELECT a file, in layers, each with a header that documents it."""
