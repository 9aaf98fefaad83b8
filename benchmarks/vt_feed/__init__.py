"""Synthetic VirusTotal file-feed packages with independently known truth.

Nothing here is real feed data (that is licensed): field names, sizes and habits follow the public documentation of the
v2 and v3 feeds and a handful of published reports; hashes, names and results are drawn from a seeded generator.
"""
