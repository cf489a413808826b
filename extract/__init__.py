"""Reading a report and finding every figure in it, as written."""
