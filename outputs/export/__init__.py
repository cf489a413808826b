"""What a run has written, once more in the formats of other programs."""
