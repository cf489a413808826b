"""Many documents: what is to be read, by whom, and what shows only across them."""
