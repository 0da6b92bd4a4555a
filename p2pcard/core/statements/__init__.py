"""What is signed: the statement itself, what each kind of it says, and several on their way to one person."""
