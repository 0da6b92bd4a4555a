"""What is measured: one module for each subject, each with `run() -> bool`."""
