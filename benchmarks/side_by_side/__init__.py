"""Running programs one after another on the same feed, and what that costs: wall, CPU seconds and memory."""
