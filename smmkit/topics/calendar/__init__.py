"""What is published when, and for whom."""
