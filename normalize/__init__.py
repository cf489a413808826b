"""Giving each figure its canonical value, unit, period, indicator and series."""
