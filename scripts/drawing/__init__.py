"""The pictures in docs/pictures, drawn from what tests already hold the program to."""
