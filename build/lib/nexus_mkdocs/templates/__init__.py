"""Changes Material's templates as they are loaded."""
