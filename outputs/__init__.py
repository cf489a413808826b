"""Writing the result: CSV, data package, manifest, terminal tables."""
