"""Teaching the choosers: labelled documents in, weight files out. Not needed at run time."""
