"""The review page: one HTML file with every claim, every source text and every number."""
