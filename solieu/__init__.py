"""solieu: Vietnamese administrative reports in, tidy and audited data out."""
