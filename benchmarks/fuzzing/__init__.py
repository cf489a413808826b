"""Inputs made at random for every reader and for the grammar of figures."""
