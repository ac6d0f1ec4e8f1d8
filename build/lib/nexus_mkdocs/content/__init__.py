"""Protects a page's readers: the content security policy, and sanitising of notes by strangers."""
