"""Scripts that measure the program; nothing here is a test."""
