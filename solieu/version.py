"""The version, apart from the package's face so that every step may ask for it."""

VERSION = "0.1.0"
