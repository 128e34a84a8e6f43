"""Facts against gold labels: pairing, precision and recall, calibration."""
