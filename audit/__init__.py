"""Recomputing what a report states: percentages, sums, repeated figures."""
