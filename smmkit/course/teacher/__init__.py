"""What only the teacher has: clients and their truths, what is right, marks. It is left out of a student's copy."""
