"""What a note may say: its kinds, their fields, and how front matter is validated against them."""
