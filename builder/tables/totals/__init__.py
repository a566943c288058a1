"""What a document reports in all for its main event (codebook, part 4)."""
