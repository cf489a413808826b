"""The sample reports of an invented ward, and the code that writes them."""
