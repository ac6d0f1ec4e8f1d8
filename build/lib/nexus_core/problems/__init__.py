"""What can be wrong with a portfolio, as data, and how a list of problems is printed."""
