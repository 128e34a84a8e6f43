"""The best value of every cell as SDMX 3.0: structure, data, and a check of the data against the structure."""
