"""The codebook of a library: reshaped, counted, and met by what comes in."""
